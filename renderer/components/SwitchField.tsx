import { useEffect, useRef } from 'react';
import { SwitchButton, SwitchField as Field, Text } from 'react-aria-components/Switch';

import styles from './SwitchField.module.css';

interface SwitchFieldProps {
  readonly label: string;
  /** Explains what the switch does, or why it is unavailable. */
  readonly text: string;
  readonly on: boolean;
  readonly possible: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A setting that takes effect at once, with an explanation below. */
export function SwitchField({ label, text, on, possible, onChange }: SwitchFieldProps) {
  const field = useRef<HTMLDivElement>(null);
  // A switch that becomes disabled loses the focus to the body, where Escape closes no dialog.
  useEffect(() => {
    if (possible || document.activeElement !== document.body) return;
    field.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
  }, [possible]);
  return (
    <Field
      ref={field}
      className={styles.field ?? ''}
      isSelected={on}
      isDisabled={!possible}
      onChange={onChange}
    >
      <SwitchButton className={styles.switch ?? ''}>
        <span className={styles.label}>{label}</span>
        <span className={styles.track} aria-hidden>
          <span className={styles.knob} />
        </span>
      </SwitchButton>
      <Text slot="description" className={styles.text ?? ''}>
        {text}
      </Text>
    </Field>
  );
}
