import { useId } from 'react';

import { useMessage } from '../components/message.js';
import styles from './Tab.module.css';

/** The connections that the service ends together with this one. */
export function AffectedConnections({ labels }: { readonly labels: readonly string[] }) {
  const message = useMessage();
  const id = useId();
  return (
    <div>
      <p id={id}>{message('disconnect.endsWithIt')}</p>
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
