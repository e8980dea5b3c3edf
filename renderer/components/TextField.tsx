import type { InputHTMLAttributes, ReactNode, Ref } from 'react';

import styles from './Field.module.css';
import { FieldFrame } from './FieldFrame.js';

export interface TextFieldProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'className' | 'onChange' | 'value'
> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** Why the value cannot be used; null when it can. */
  readonly problem?: string | null;
  readonly ref?: Ref<HTMLInputElement>;
  /** A button inside the field, at its end. */
  readonly end?: ReactNode;
  readonly masked?: boolean;
  /** Clear the value when the field unmounts, and offer no copy of it, whether it is masked or not. */
  readonly secret?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, problem = null, end, ref, ...others } = props;
  const { masked = false, secret = false, ...rest } = others;
  return (
    <FieldFrame label={label} hint={hint} problem={problem} end={end} secret={secret}>
      {(control) => (
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          {...rest}
          {...control}
          data-secret={secret ? true : undefined}
          ref={ref}
          className={masked ? styles.masked : styles.input}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
