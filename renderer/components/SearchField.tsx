import { Search } from 'lucide-react';
import type { Ref } from 'react';

import styles from './Field.module.css';

interface SearchFieldProps {
  readonly label: string;
  /** Shown while nothing is typed; the label where there is none. */
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
}

export function SearchField({
  label,
  placeholder = label,
  value,
  onChange,
  ref,
  autoFocus,
}: SearchFieldProps) {
  return (
    <div className={styles.box}>
      <Search className={styles.searchIcon} aria-hidden />
      <input
        ref={ref}
        type="search"
        className={styles.search}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // The first Escape clears the field, the next one closes the dialog around it.
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
    </div>
  );
}
