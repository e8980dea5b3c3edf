import type { ReactNode } from 'react';

import styles from './VisuallyHidden.module.css';

/** Content for screen readers only. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <div className={styles.hidden}>{children}</div>;
}
