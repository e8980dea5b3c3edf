import type { ReactNode } from 'react';

import styles from './FactList.module.css';

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** A description list of names and values. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles.fact}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
