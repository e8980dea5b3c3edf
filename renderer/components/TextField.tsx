import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';

import styles from './Field.module.css';

export interface TextFieldProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'className' | 'onChange' | 'value'
> {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong with what was typed; null when nothing is. */
  readonly problem?: string | null;
  readonly ref?: Ref<HTMLInputElement>;
  /** A button inside the field, at its end. */
  readonly end?: ReactNode;
  readonly masked?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onType, hint, problem = null, end, ref, masked = false, ...rest } = props;
  const id = useId();
  const described = [hint ? `${id}-hint` : '', problem === null ? '' : `${id}-problem`];
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          {...rest}
          ref={ref}
          id={id}
          className={masked ? styles.masked : styles.input}
          value={value}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={described.join(' ').trim() || undefined}
          onChange={(event) => onType(event.target.value)}
        />
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
