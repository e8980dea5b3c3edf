import type { ReactNode } from 'react';

import type { AttemptView } from '../../ipc/attempt-view.js';
import { useNow } from '../components/clock.js';
import { useMessage } from '../components/message.js';
import { OtherMethods } from './OtherMethods.js';
import styles from './Waiting.module.css';

/** Most users have come back after this long, ms. */
const hintAfter = 20_000;

interface WaitingHintProps {
  readonly attempt: AttemptView;
  readonly openedAt: number;
  readonly heading: string;
  /** No browser opened: the method that needs none here is offered at once. */
  readonly withoutBrowser?: boolean;
  readonly children?: ReactNode;
}

/** Suggests what else to try when nothing has come back for a while. */
export function WaitingHint(props: WaitingHintProps) {
  const { attempt, openedAt, heading, withoutBrowser = false, children } = props;
  const message = useMessage();
  const isLate = useNow(1000) - openedAt >= hintAfter;
  if (!isLate && !withoutBrowser) return null;
  const hints = isLate ? children : undefined;
  const methods = attempt.otherMethods.filter((each) => isLate || each === 'device_code');
  if (hints === undefined && methods.length === 0) return null;
  return (
    <div className={styles.hint}>
      <p className={styles.hintHeading}>{isLate ? heading : message('waiting.otherWays')}</p>
      {hints}
      <OtherMethods attempt={attempt} methods={methods} />
    </div>
  );
}
