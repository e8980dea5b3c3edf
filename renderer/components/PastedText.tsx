import type { Ref } from 'react';

import styles from './Field.module.css';
import { FieldFrame } from './FieldFrame.js';
import { submitOnEnter } from './submit-on-enter.js';

interface PastedTextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint: string;
  readonly problem: string | null;
  readonly maxLength: number;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Text as it was copied, with its line breaks, which an input would drop. Cleared when it unmounts. */
export function PastedText(props: PastedTextProps) {
  const { label, value, onChange, hint, problem, ref, ...rest } = props;
  return (
    <FieldFrame label={label} hint={hint} problem={problem} secret>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          ref={ref}
          className={styles.input}
          rows={3}
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
