import { Plus } from 'lucide-react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SettingsButton } from '../settings/SettingsButton.js';
import { hasPermissionChoice } from '../store/permission-choice.js';
import { requests } from '../store/requests.js';
import { useCatalogue } from '../store/selectors.js';
import { openConnect, openPermissions } from '../store/ui-actions.js';
import { ProtectionLine } from '../vault/ProtectionLine.js';
import styles from './EmptyState.module.css';
import { ConnectPicture, EndPicture, KeepPicture } from './FirstPictures.js';
import { HistoryButton } from './HistoryButton.js';

const steps = [
  { id: 'connect', Picture: ConnectPicture },
  { id: 'keep', Picture: KeepPicture },
  { id: 'end', Picture: EndPicture },
] as const;

/** The first screen: what Lanyard does, and the way to the first connection. */
export function EmptyState() {
  const message = useMessage();
  const practice = useCatalogue().services.find(
    ({ isPractice, setUp }) => isPractice && setUp.kind === 'ready',
  );
  return (
    <div className={styles.page}>
      <div className={styles.middle}>
        <h2 className={styles.heading}>{message('empty.heading')}</h2>
        <ul className={styles.steps}>
          {steps.map(({ id, Picture }) => (
            <li key={id} className={styles.step}>
              <Picture />
              <div>
                <p className={styles.name}>{message(`empty.${id}.heading`)}</p>
                <p className={styles.text}>{message(`empty.${id}.text`)}</p>
              </div>
            </li>
          ))}
        </ul>
        <div className={styles.actions}>
          <Button variant="primary" onClick={openConnect}>
            <Plus aria-hidden />
            {message('list.connect')}
          </Button>
          {practice === undefined ? null : <Practice service={practice} />}
        </div>
      </div>
      <footer className={styles.footer}>
        <ProtectionLine />
        <span className={styles.tools}>
          <HistoryButton />
          <SettingsButton />
        </span>
      </footer>
    </div>
  );
}

function Practice({ service }: { readonly service: ServiceView }) {
  const message = useMessage();
  const { send, busy } = useRequest();
  async function start(): Promise<void> {
    if (hasPermissionChoice(service)) openPermissions(service.id);
    // The dialog asks for what is missing, such as how accounts are to be protected.
    else if (!(await send(() => requests.addConnection({ serviceId: service.id })))) openConnect();
  }
  return (
    <Button variant="quiet" busy={busy} onClick={() => void start()}>
      {message('empty.practice')}
    </Button>
  );
}
