import type { IntlShape } from 'react-intl';
import { useIntl } from 'react-intl';

import type { VaultView } from '../../ipc/vault-view.js';
import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';
import { vaultTriedAgain } from '../store/person-asked.js';
import styles from './Panel.module.css';

type Closed = Extract<VaultView, { kind: 'locked' | 'unreadable' }>;

interface Words {
  readonly heading: string;
  readonly happened: string;
  readonly toDo: string;
  readonly details: string;
}

function wordsFor(vault: Closed, intl: IntlShape): Words {
  if (vault.kind === 'unreadable') {
    return {
      heading: intl.formatMessage({ id: 'unreadable.heading' }),
      happened: intl.formatMessage({ id: `unreadable.${vault.cause}` }),
      toDo: intl.formatMessage({ id: `unreadable.${vault.cause}ToDo` }),
      details: vault.detail,
    };
  }
  const { cause, backendThen, backendNow } = vault;
  const values = { backend: backendNow, then: backendThen, now: backendNow };
  const toDo = cause === 'password_store_changed' ? 'locked.changedToDo' : 'locked.unavailableToDo';
  return {
    heading: intl.formatMessage({ id: 'locked.heading' }),
    happened: intl.formatMessage({ id: `locked.${cause}` }, values),
    toDo: intl.formatMessage({ id: toDo }),
    details: `${cause}: ${backendThen} → ${backendNow}`,
  };
}

/** The saved sign-ins cannot be opened: which of the causes it is, and that nothing is lost. */
export function LockedPanel({ vault }: { readonly vault: Closed }) {
  const say = useSay();
  const words = wordsFor(vault, useIntl());
  const { send, busy, failure } = useRequest();
  const tryAgain = () => void send(vaultTriedAgain);
  return (
    <div role="alert" className={styles.panel}>
      <h2 className={styles.heading}>{words.heading}</h2>
      <p>{words.happened}</p>
      <p>{words.toDo}</p>
      {failure === null ? (
        <div>
          <Button busy={busy} onClick={tryAgain}>
            {say('locked.tryAgain')}
          </Button>
        </div>
      ) : (
        <FailureNotice failure={failure} service="" busy={busy} onRemedy={tryAgain} />
      )}
      {words.details === '' ? null : (
        <Disclosure title={say('notice.details')}>
          <p>
            <code>{words.details}</code>
          </p>
        </Disclosure>
      )}
    </div>
  );
}
