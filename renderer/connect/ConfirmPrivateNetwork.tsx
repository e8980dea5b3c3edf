import type { AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import styles from './Attempt.module.css';

interface ConfirmPrivateNetworkProps {
  readonly attempt: AttemptView;
  readonly hosts: readonly string[];
}

/** A server on the internet wants the app to talk to the person's own network. Nothing is sent before the answer. */
export function ConfirmPrivateNetwork({ attempt, hosts }: ConfirmPrivateNetworkProps) {
  const say = useMessage();
  const { send, busy, failure, forget } = useRequest();
  const service = attempt.serviceName;
  return (
    <DialogBody>
      <DialogHeading takesFocus>{say('private.heading', { service })}</DialogHeading>
      <p>{say('private.text', { service })}</p>
      <ul className={styles.hosts}>
        {hosts.map((host) => (
          <li key={host}>
            <code>{host}</code>
          </li>
        ))}
      </ul>
      <p>{say('private.advice')}</p>
      {failure === null ? null : (
        <FailureNotice failure={failure} service={service} busy={busy} onRemedy={forget} />
      )}
      <DialogButtons>
        <Button onClick={() => void requests.closeAttempt({ attemptId: attempt.id })}>
          {say('dialog.cancel')}
        </Button>
        <Button
          busy={busy}
          onClick={() => void send(() => requests.confirmPrivateNetwork({ attemptId: attempt.id }))}
        >
          {say('private.goOn')}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
