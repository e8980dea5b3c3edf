import { Search } from 'lucide-react';
import type { Ref } from 'react';

import styles from './Field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
}

export function SearchField({ label, value, onType, ref, autoFocus }: SearchFieldProps) {
  return (
    <div className={styles.box}>
      <Search className={styles.searchIcon} aria-hidden />
      <input
        ref={ref}
        type="search"
        className={styles.search}
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          // The first Escape empties the field, the next one closes what is around it.
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onType('');
        }}
      />
    </div>
  );
}
