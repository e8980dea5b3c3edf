import { useState, type Ref, type TextareaHTMLAttributes } from 'react';

import styles from './Field.module.css';
import { FieldFrame } from './FieldFrame.js';
import { RevealButton } from './RevealButton.js';
import { submitOnEnter } from './submit-on-enter.js';

interface SecretAreaProps extends Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  'className' | 'onChange' | 'value'
> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint: string;
  readonly problem: string | null;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/**
 * A secret of one or more lines: an input would drop the line breaks of a pasted private key. Masked by
 * CSS, as in SecretField.
 */
export function SecretArea(props: SecretAreaProps) {
  const { label, value, onChange, hint, problem, ref, ...rest } = props;
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame
      label={label}
      hint={hint}
      problem={problem}
      secret
      end={<RevealButton shown={shown} onChange={setShown} />}
    >
      {(control) => (
        <textarea
          {...rest}
          {...control}
          data-secret
          ref={ref}
          className={shown ? styles.input : styles.masked}
          rows={value.trim().includes('\n') ? 5 : 1}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={submitOnEnter}
        />
      )}
    </FieldFrame>
  );
}
