import type { AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import styles from './Waiting.module.css';

/** The same sign-in by another way, without starting over. */
export function OtherWays({ attempt }: { readonly attempt: AttemptView }) {
  const say = useMessage();
  const { send, busy, failure, forget } = useRequest();
  const { id, otherMethods, serviceName } = attempt;
  if (otherMethods.length === 0) return null;
  return (
    <div className={styles.otherWays} role="group" aria-label={say('otherWays.name')}>
      {otherMethods.map((way) => (
        <Button
          key={way}
          look="quiet"
          busy={busy}
          onClick={() =>
            void send(() => requests.changeSignInMethod({ attemptId: id, method: way }))
          }
        >
          {say(`otherWays.${way}`)}
        </Button>
      ))}
      {failure === null ? null : (
        <FailureNotice failure={failure} service={serviceName} busy={busy} onRemedy={forget} />
      )}
    </div>
  );
}
