import type { ReactNode } from 'react';

import type { AttemptView } from '../../ipc/attempt-view.js';
import { useNow } from '../components/clock.js';
import { OtherMethods } from './OtherMethods.js';
import styles from './Waiting.module.css';

/** Most users have come back after this long, ms. */
const hintAfter = 20_000;

interface WaitingHintProps {
  readonly attempt: AttemptView;
  readonly openedAt: number;
  readonly heading: string;
  readonly children?: ReactNode;
}

/** Suggests what else to try when nothing has come back for a while. */
export function WaitingHint({ attempt, openedAt, heading, children }: WaitingHintProps) {
  const now = useNow(1000);
  if (now - openedAt < hintAfter) return null;
  if (children === undefined && attempt.otherMethods.length === 0) return null;
  return (
    <div className={styles.hint}>
      <p className={styles.hintHeading}>{heading}</p>
      {children}
      <OtherMethods attempt={attempt} />
    </div>
  );
}
