import type { ReactNode } from 'react';

import type { AttemptView } from '../../ipc/attempt-view.js';
import { useNow } from '../components/clock.js';
import { OtherWays } from './OtherWays.js';
import styles from './Waiting.module.css';

/** After this many milliseconds most people would have come back. */
const long = 20_000;

interface WaitingHintProps {
  readonly attempt: AttemptView;
  readonly openedAt: number;
  readonly heading: string;
  readonly children?: ReactNode;
}

/** What else to try, once nothing has come back for a while. */
export function WaitingHint({ attempt, openedAt, heading, children }: WaitingHintProps) {
  const now = useNow(1000);
  if (now - openedAt < long) return null;
  if (children === undefined && attempt.otherMethods.length === 0) return null;
  return (
    <div className={styles.hint}>
      <p className={styles.hintHeading}>{heading}</p>
      {children}
      <OtherWays attempt={attempt} />
    </div>
  );
}
