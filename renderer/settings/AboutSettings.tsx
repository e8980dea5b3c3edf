import { projectPages } from '../../ipc/limits.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import { Button } from '../components/Button.js';
import { FactList } from '../components/FactList.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './AboutSettings.module.css';

/** Which Lanyard this is, and where to learn or report more. */
export function AboutSettings({ about }: { readonly about: SettingsView['about'] }) {
  const message = useMessage();
  const { send, failure, reset } = useRequest();
  return (
    <>
      <FactList
        facts={[
          { name: message('settings.version'), value: about.version },
          { name: message('settings.electron'), value: about.electron },
          { name: message('settings.dataFolder'), value: <code>{about.dataFolder}</code> },
        ]}
      />
      <div className={styles.buttons}>
        {projectPages.map((page) => (
          <Button key={page} onClick={() => void send(() => requests.openProjectPage({ page }))}>
            {message(`about.${page}`)}
          </Button>
        ))}
      </div>
      {failure === null ? null : <FailureNotice failure={failure} service="" onRemedy={reset} />}
    </>
  );
}
