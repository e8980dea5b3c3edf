import { useId } from 'react';

import styles from './Tab.module.css';

interface AffectedConnectionsProps {
  /** Says how they are affected. */
  readonly name: string;
  readonly labels: readonly string[];
}

/** Connections that are affected when another one ends; nothing where there are none. */
export function AffectedConnections({ name, labels }: AffectedConnectionsProps) {
  const id = useId();
  if (labels.length === 0) return null;
  return (
    <div>
      <p id={id}>{name}</p>
      <ul className={styles.names} aria-labelledby={id}>
        {labels.map((label, index) => (
          <li key={`${index} ${label}`}>
            <bdi>{label}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
