import { Clock } from 'lucide-react';
import { useIntl } from 'react-intl';

import { useNow } from '../components/clock.js';
import { Disclosure } from '../components/Disclosure.js';
import { FactList } from '../components/FactList.js';
import { formatExactTime, formatRoughDuration } from '../components/format-time.js';
import { useListText, useMessage } from '../components/message.js';
import { useWrongClock } from '../store/selectors.js';
import styles from './ClockBar.module.css';

type WrongClock = NonNullable<ReturnType<typeof useWrongClock>>;

/** Warns while this computer's clock is wrong: that makes sign-ins fail for no other reason. */
export function ClockBar() {
  const message = useMessage();
  const intl = useIntl();
  const clock = useWrongClock();
  if (clock === null) return null;
  const { aheadByMs } = clock;
  const length = formatRoughDuration(Math.abs(aheadByMs), intl);
  return (
    <div role="note" className={styles.bar}>
      <Clock className={styles.icon} aria-hidden />
      <p className={styles.sentence}>
        {message(aheadByMs > 0 ? 'clock.ahead' : 'clock.behind', { length })}
      </p>
      <Disclosure title={message('notice.details')}>
        <BothTimes clock={clock} />
      </Disclosure>
    </div>
  );
}

function BothTimes({ clock: { aheadByMs, reportedBy } }: { readonly clock: WrongClock }) {
  const message = useMessage();
  const intl = useIntl();
  const list = useListText();
  const now = useNow(1_000);
  return (
    <FactList
      facts={[
        { name: message('clock.localTime'), value: formatExactTime(now, intl) },
        { name: message('clock.serverTime'), value: formatExactTime(now - aheadByMs, intl) },
        { name: message('clock.source'), value: list(reportedBy) },
      ]}
    />
  );
}
