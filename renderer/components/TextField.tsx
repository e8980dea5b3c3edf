import type { InputHTMLAttributes, ReactNode, Ref } from 'react';

import styles from './Field.module.css';
import { FieldFrame } from './FieldFrame.js';

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
  /** What is typed is secret, masked or not: it goes with the field. */
  readonly secret?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onType, hint, problem = null, end, ref, ...others } = props;
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
          ref={ref}
          className={masked ? styles.masked : styles.input}
          value={value}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
