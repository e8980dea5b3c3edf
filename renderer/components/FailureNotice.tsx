import { Info, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';

import type { Failure } from '../../ipc/failure.js';
import { remedies, type Remedy } from '../../messages/remedies.js';
import { AskedPlaces } from './AskedPlaces.js';
import { Button } from './Button.js';
import { useFailureText } from './failure-text.js';
import { FailureDetails } from './FailureDetails.js';
import styles from './FailureNotice.module.css';
import { useMessage } from './message.js';

interface FailureNoticeProps {
  readonly failure: Failure;
  /** Name of the service, for the sentences that mention it. */
  readonly service: string;
  /** Replaces the usual remedy where that one leads nowhere. */
  readonly remedy?: Remedy;
  readonly onRemedy: (remedy: Remedy) => void;
  readonly busy?: boolean;
  /** Lanyard retries by itself: shown with less alarm. */
  readonly transient?: boolean;
  /** The user’s own decision, and no fault: shown without alarm. */
  readonly neutral?: boolean;
  /** A primary button beside the notice continues, such as a form's submit button. */
  readonly besidePrimary?: boolean;
}

/** Says what happened and what to do, with one button that does it and the technical cause behind "Details". */
export function FailureNotice(props: FailureNoticeProps) {
  const { failure, service, onRemedy } = props;
  const { busy = false, transient = false, neutral = false, besidePrimary = false } = props;
  const Icon = neutral ? Info : TriangleAlert;
  const { remedy = remedies[failure.code] } = props;
  const message = useMessage();
  const text = useFailureText(failure, service, remedy);
  // In a long form the notice could appear below the edge: scroll all of it into view.
  const notice = useRef<HTMLDivElement>(null);
  // In braces: newer browsers return a promise, which React would take for a clean-up function.
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  const said = (
    <div
      ref={notice}
      role="alert"
      className={styles.notice}
      data-transient={transient ? true : undefined}
      data-neutral={neutral ? true : undefined}
    >
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <p className={styles.happened}>{text.happened}</p>
        <p>{text.whatToDo}</p>
      </div>
      <Button
        variant={transient || besidePrimary ? 'plain' : 'primary'}
        busy={busy}
        onClick={() => onRemedy(remedy)}
      >
        {message(`remedy.${remedy}`)}
      </Button>
      <div className={styles.details}>
        <FailureDetails failure={failure} />
      </div>
    </div>
  );
  if (failure.asked === undefined) return said;
  // Beside the alert: a screen reader would read out the whole list at once.
  return (
    <>
      {said}
      <AskedPlaces asked={failure.asked} />
    </>
  );
}
