import type { JsonValue } from '../../ipc/token-details-view.js';
import styles from './TokenDetails.module.css';

interface ClaimsProps {
  readonly name: string;
  readonly claims: JsonValue;
}

/** Claims as the server sent them. It scrolls on its own, so it must be focusable. */
export function Claims({ name, claims }: ClaimsProps) {
  return (
    <pre className={styles.claims} tabIndex={0} role="group" aria-label={name}>
      {JSON.stringify(claims, null, 2)}
    </pre>
  );
}
