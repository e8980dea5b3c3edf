import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';

import type { Failure } from '../../ipc/failure.js';
import { remedies, type Remedy } from '../../messages/remedies.js';
import { Button } from './Button.js';
import { FailureDetails } from './FailureDetails.js';
import styles from './FailureNotice.module.css';
import { useFailureText } from './failure-text.js';
import { useMessage } from './message.js';

interface FailureNoticeProps {
  readonly failure: Failure;
  /** Who the account is with, for the sentences that name it. */
  readonly service: string;
  /** Where the usual way on does not lead anywhere: another one. */
  readonly remedy?: Remedy;
  readonly onRemedy: (remedy: Remedy) => void;
  readonly busy?: boolean;
  /** It is tried again without the person: told with less alarm. */
  readonly passes?: boolean;
  /** The way on is a button beside it, e.g. the one that sends the form once more. */
  readonly besideWayOn?: boolean;
}

/** What happened, what to do, one button that does it; the technical cause behind "Details". */
export function FailureNotice(props: FailureNoticeProps) {
  const { failure, service, onRemedy } = props;
  const { busy = false, passes = false, besideWayOn = false } = props;
  const { remedy = remedies[failure.code] } = props;
  const message = useMessage();
  const words = useFailureText(failure, service);
  // Whole, with its button: in a long form it would else begin below the edge.
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.scrollIntoView({ block: 'nearest' }), [failure]);
  return (
    <div
      ref={notice}
      role="alert"
      className={styles.notice}
      data-passes={passes ? true : undefined}
    >
      <TriangleAlert className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <p className={styles.happened}>{words.happened}</p>
        <p>{words.whatToDo}</p>
        <div className={styles.foot}>
          <Button
            look={passes || besideWayOn ? 'plain' : 'primary'}
            busy={busy}
            onClick={() => onRemedy(remedy)}
          >
            {message(`remedy.${remedy}`)}
          </Button>
          <FailureDetails failure={failure} />
        </div>
      </div>
    </div>
  );
}
