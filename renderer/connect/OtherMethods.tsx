import type { AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './Waiting.module.css';

interface OtherMethodsProps {
  readonly attempt: AttemptView;
  /** Those of the attempt's methods to offer. */
  readonly methods: AttemptView['otherMethods'];
}

/** Continues the same sign-in with another method, without starting over. */
export function OtherMethods({ attempt, methods }: OtherMethodsProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const { id, serviceName } = attempt;
  if (methods.length === 0) return null;
  return (
    <div className={styles.otherMethods} role="group" aria-label={message('otherMethods.label')}>
      {methods.map((method) => (
        <Button
          key={method}
          variant="quiet"
          busy={busy}
          onClick={() => void send(() => requests.changeSignInMethod({ attemptId: id, method }))}
        >
          {message(`otherMethods.${method}`)}
        </Button>
      ))}
      {failure === null ? null : (
        <FailureNotice failure={failure} service={serviceName} busy={busy} onRemedy={reset} />
      )}
    </div>
  );
}
