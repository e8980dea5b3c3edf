import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import styles from './Attempt.module.css';

interface AgreeToPrivateNetworkProps {
  readonly service: string;
  readonly hosts: readonly string[];
  readonly request: Request;
  readonly onAgree: () => void;
  readonly onCancel: () => void;
}

/** A server on the internet leads into the user's own network. Nothing is sent there before they agree. */
export function AgreeToPrivateNetwork(props: AgreeToPrivateNetworkProps) {
  const { service, hosts, request, onAgree, onCancel } = props;
  const { busy, failure, reset } = request;
  const message = useMessage();
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
        <Button onClick={onCancel}>{message('dialog.cancel')}</Button>
        <Button busy={busy} onClick={onAgree}>
          {message('privateNetwork.continue')}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
