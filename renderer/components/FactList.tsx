import type { ReactNode } from 'react';

import styles from './FactList.module.css';

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

interface FactListProps {
  readonly facts: readonly Fact[];
  /** Set off from the page, as its main content. */
  readonly isCard?: boolean;
}

/** A description list of names and values. */
export function FactList({ facts, isCard = false }: FactListProps) {
  return (
    <dl className={isCard ? styles.card : styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles.fact}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
