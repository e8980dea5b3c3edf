import { useIntl } from 'react-intl';

import { useNow } from '../components/clock.js';
import { formatCountdown } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import styles from './Waiting.module.css';

/** Shows seconds, and announces minutes to screen readers. @param expiresAt ms since 1970 */
export function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const intl = useIntl();
  const message = useMessage();
  const seconds = Math.floor((expiresAt - useNow(1000)) / 1000);
  const left = Math.max(0, seconds) * 1000;
  return (
    <div>
      <p className={styles.countdown} aria-hidden>
        {message('waiting.left', { time: formatCountdown(left, intl) })}
      </p>
      <VisuallyHidden>
        <span role="timer" aria-live="polite">
          {message('waiting.minutesLeft', { minutes: Math.floor(left / 60_000) })}
        </span>
      </VisuallyHidden>
    </div>
  );
}
