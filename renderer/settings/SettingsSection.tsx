import type { ReactNode } from 'react';

import styles from './SettingsSection.module.css';

interface SettingsSectionProps {
  /** ID of its heading. */
  readonly id: string;
  readonly name: string;
  readonly children: ReactNode;
}

export function SettingsSection({ id, name, children }: SettingsSectionProps) {
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} tabIndex={-1} className={styles.name}>
        {name}
      </h3>
      <div className={styles.card}>{children}</div>
    </section>
  );
}
