import { useId } from 'react';

import styles from './Chips.module.css';

interface ChipsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly text: string;
    readonly count: number;
    /** The count asks for the user's attention. */
    readonly urgent?: boolean;
  }[];
  readonly onChange: (value: T) => void;
}

/** One choice of a few, all of them in sight, each with a count. */
export function Chips<T extends string>({ label, value, options, onChange }: ChipsProps<T>) {
  const name = useId();
  return (
    <div className={styles.chips} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.chip}>
          <input
            className={styles.input}
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.text} title={option.text}>
            {option.text}
          </span>{' '}
          <span className={styles.count} data-urgent={option.urgent === true ? true : undefined}>
            {option.count}
          </span>
        </label>
      ))}
    </div>
  );
}
