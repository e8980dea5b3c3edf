import { useId, type ReactNode } from 'react';

import { clearOnUnmount } from './clear-on-unmount.js';
import styles from './Field.module.css';

/** Attributes of the control inside, so that screen readers read it with its label, hint and problem. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

interface FieldFrameProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why the value cannot be used; null when it can. */
  readonly problem?: string | null;
  /** A button inside the field, at its end. */
  readonly end?: ReactNode;
  /** Clear the value when the field unmounts. */
  readonly secret?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label above a control, with a hint and a problem below it. */
export function FieldFrame(props: FieldFrameProps) {
  const { label, hint, problem = null, end, secret = false, children } = props;
  const id = useId();
  const described = [hint ? `${id}-hint` : '', problem === null ? '' : `${id}-problem`];
  return (
    <div className={styles.field} ref={secret ? clearOnUnmount : undefined}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        {children({
          id,
          'aria-invalid': problem === null ? undefined : true,
          'aria-describedby': described.join(' ').trim() || undefined,
        })}
        {end}
      </div>
      {hint ? (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem === null ? null : (
        <p className={styles.problem} id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
