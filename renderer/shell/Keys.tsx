import { keyNames } from './key-names.js';
import styles from './Keys.module.css';

/** A shortcut, key by key. */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <kbd className={styles.keys}>
      {keyNames(shortcut).map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </kbd>
  );
}
