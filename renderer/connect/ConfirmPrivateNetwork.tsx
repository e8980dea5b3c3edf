import type { AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './Attempt.module.css';

interface ConfirmPrivateNetworkProps {
  readonly attempt: AttemptView;
  readonly hosts: readonly string[];
}

/** A server on the internet names endpoints in the user's own network. Nothing is sent before they confirm. */
export function ConfirmPrivateNetwork({ attempt, hosts }: ConfirmPrivateNetworkProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const service = attempt.serviceName;
  return (
    <DialogBody>
      <DialogHeading takesFocus>{message('privateNetwork.heading', { service })}</DialogHeading>
      <p>{message('privateNetwork.text', { service })}</p>
      <ul className={styles.hosts}>
        {hosts.map((host) => (
          <li key={host}>
            <code>{host}</code>
          </li>
        ))}
      </ul>
      <p>{message('privateNetwork.advice')}</p>
      {failure === null ? null : (
        <FailureNotice failure={failure} service={service} busy={busy} onRemedy={reset} />
      )}
      <DialogButtons>
        <Button onClick={() => void requests.closeAttempt({ attemptId: attempt.id })}>
          {message('dialog.cancel')}
        </Button>
        <Button
          busy={busy}
          onClick={() => void send(() => requests.confirmPrivateNetwork({ attemptId: attempt.id }))}
        >
          {message('privateNetwork.continue')}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
