import { ChevronDown } from 'lucide-react';
import { useId } from 'react';

import styles from './Field.module.css';

interface Option<T> {
  readonly value: T;
  readonly text: string;
  /** The language of its text, where it is not that of the window. */
  readonly language?: string;
}

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly hint?: string;
  /** Why the choice cannot be used; null when it can. */
  readonly problem?: string | null;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const id = useId();
  const { label, value, options, onChange, hint, problem = null } = props;
  const described = [hint === undefined ? '' : 'hint', problem === null ? '' : 'problem'];
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <select
          id={id}
          className={styles.select}
          value={value}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={
            described.flatMap((part) => (part === '' ? [] : [`${id}-${part}`])).join(' ') ||
            undefined
          }
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.language}>
              {option.text}
            </option>
          ))}
        </select>
        <ChevronDown className={styles.chevron} aria-hidden />
      </div>
      {hint === undefined ? null : (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem === null ? null : (
        <p className={styles.problem} id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
