import { FolderOpen } from 'lucide-react';

import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { editSetUp } from '../store/ui-actions.js';
import styles from './SetUpService.module.css';

interface OpenClientFileProps {
  readonly service: string;
  readonly intro?: string;
  readonly again?: boolean;
  readonly variant?: 'plain' | 'quiet';
}

/** Opens the file that came back, and leads to what is in it. */
export function OpenClientFile(props: OpenClientFileProps) {
  const { service, intro, again = false, variant = 'plain' } = props;
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const open = () =>
    void send(async () => {
      const opened = await requests.openClientFile({});
      if (opened.ok && opened.value.kind !== 'canceled') {
        editSetUp({ stage: 'file', file: opened.value });
      }
      return opened;
    });
  return (
    <>
      <div className={styles.actions}>
        {intro === undefined ? null : <span className={styles.soft}>{intro}</span>}
        <Button variant={variant} busy={busy} onClick={open}>
          <FolderOpen aria-hidden />
          {message(again ? 'setUp.file.openAnother' : 'setUp.file.open')}
        </Button>
      </div>
      {failure === null ? null : (
        <FailureNotice failure={failure} service={service} busy={busy} onRemedy={reset} />
      )}
    </>
  );
}
