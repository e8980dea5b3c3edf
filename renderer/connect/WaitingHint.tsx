import type { AttemptPhase } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { useNow } from '../components/clock.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';
import { wayChanged } from '../store/person-asked.js';
import { RedirectAddress } from './RedirectAddress.js';
import styles from './Waiting.module.css';

/** After this many milliseconds most people would have come back. */
const long = 20_000;

interface WaitingHintProps {
  readonly attemptId: string;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting' }>;
}

/** What else to try, once nothing has come back for a while. */
export function WaitingHint({ attemptId, phase }: WaitingHintProps) {
  const say = useSay();
  const now = useNow(1000);
  const { send, busy } = useRequest();
  if (now - phase.openedAt < long) return null;
  const otherWay = phase.way === 'app_link' ? 'local_address' : 'app_link';
  return (
    <div className={styles.hint}>
      <p className={styles.hintHeading}>{say('waiting.hint')}</p>
      <ul>
        <li>{say('waiting.hintBrowser')}</li>
        <li>{say('waiting.hintPaste')}</li>
      </ul>
      <RedirectAddress intro={say('waiting.hintRedirect')} address={phase.redirectUri} />
      <div>
        <Button
          look="quiet"
          busy={busy}
          onClick={() => void send(() => wayChanged(attemptId, otherWay))}
        >
          {say(otherWay === 'app_link' ? 'waiting.useAppLink' : 'waiting.useLocalAddress')}
        </Button>
      </div>
    </div>
  );
}
