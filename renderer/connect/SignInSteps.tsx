import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import styles from './SignInSteps.module.css';

export interface SignInStep {
  readonly state: 'done' | 'failed' | 'now' | 'later';
  readonly name: string;
  /** At the end of its line, such as the time that is left. */
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}

/** The way of a sign-in, and how far it has come. */
export function SignInSteps({ steps }: { readonly steps: readonly SignInStep[] }) {
  const current = steps.findLast(({ state }) => state === 'now');
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li
          key={step.name}
          className={styles.step}
          data-state={step.state}
          aria-current={step === current ? 'step' : undefined}
        >
          <Mark state={step.state} number={index + 1} />
          <span className={styles.name}>{step.name}</span>
          {step.beside}
          {step.children === undefined ? null : (
            <div className={styles.content}>{step.children}</div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Mark({ state, number }: { readonly state: SignInStep['state']; readonly number: number }) {
  switch (state) {
    case 'done':
      return (
        <span className={styles.mark}>
          <Check aria-hidden />
        </span>
      );
    case 'failed':
      return (
        <span className={styles.mark}>
          <TriangleAlert aria-hidden />
        </span>
      );
    case 'now':
    case 'later':
      return (
        <span className={styles.mark} aria-hidden>
          {number}
        </span>
      );
  }
}
