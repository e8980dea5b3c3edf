import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import styles from './Attempt.module.css';
import { QuestionStep } from './QuestionStep.js';

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
  const message = useMessage();
  return (
    <QuestionStep
      heading={message('privateNetwork.heading', { service })}
      service={service}
      request={request}
      withoutPrimary
      buttons={
        <>
          <Button onClick={onCancel}>{message('dialog.cancel')}</Button>
          <Button busy={request.busy} onClick={onAgree}>
            {message('privateNetwork.continue')}
          </Button>
        </>
      }
    >
      <p>{message('privateNetwork.text', { service })}</p>
      <ul className={styles.hosts}>
        {hosts.map((host) => (
          <li key={host}>
            <code>{host}</code>
          </li>
        ))}
      </ul>
      <p>{message('privateNetwork.advice')}</p>
    </QuestionStep>
  );
}
