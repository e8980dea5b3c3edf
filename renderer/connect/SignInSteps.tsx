import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { useMessage } from '../components/message.js';
import styles from './SignInSteps.module.css';

interface SignInStepsProps {
  /** False: no browser could be opened. */
  readonly browserOpened: boolean;
  /** Opens the browser once more. */
  readonly again: ReactNode;
  /** The time that is left. */
  readonly left: ReactNode;
}

/** The way of a sign-in through the browser, and how far it has come. */
export function SignInSteps({ browserOpened, again, left }: SignInStepsProps) {
  const message = useMessage();
  return (
    <ol className={styles.steps}>
      <li className={styles.step} data-state={browserOpened ? 'done' : 'failed'}>
        <span className={styles.mark}>
          {browserOpened ? <Check aria-hidden /> : <TriangleAlert aria-hidden />}
        </span>
        <span className={styles.name}>
          {message(browserOpened ? 'waiting.step.opened' : 'waiting.step.notOpened')}
        </span>
        {again}
      </li>
      <li className={styles.step} data-state="now" aria-current="step">
        <span className={styles.mark} aria-hidden>
          2
        </span>
        <span className={styles.name}>{message('waiting.step.allow')}</span>
        {left}
      </li>
      <li className={styles.step} data-state="later">
        <span className={styles.mark} aria-hidden>
          3
        </span>
        <span className={styles.name}>{message('waiting.step.back')}</span>
      </li>
    </ol>
  );
}
