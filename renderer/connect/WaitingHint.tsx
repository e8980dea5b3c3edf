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
  /** Buttons that are offered from the start. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** Suggests what else to try when nothing has come back for a while. */
export function WaitingHint(props: WaitingHintProps) {
  const { attempt, openedAt, heading, withoutBrowser = false, actions, children } = props;
  const message = useMessage();
  const isLate = useNow(1000) - openedAt >= hintAfter;
  if (!isLate && !withoutBrowser && actions === undefined) return null;
  const hints = isLate ? children : undefined;
  const methods = attempt.otherMethods.filter(
    (each) => isLate || (withoutBrowser && each === 'device_code'),
  );
  if (hints === undefined && actions === undefined && methods.length === 0) return null;
  return (
    <div className={styles.hint}>
      <p className={styles.hintHeading}>
        {isLate || !withoutBrowser ? heading : message('waiting.otherWays')}
      </p>
      {actions}
      {hints}
      <OtherMethods attempt={attempt} methods={methods} />
    </div>
  );
}
