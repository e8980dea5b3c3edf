import type { ReactNode } from 'react';

import styles from './RedirectAddress.module.css';

interface RedirectAddressProps {
  readonly intro: string;
  readonly address: string | null;
  readonly children?: ReactNode;
}

/** A redirect address to register, selected as a whole by one click. */
export function RedirectAddress({ intro, address, children }: RedirectAddressProps) {
  return (
    <div className={styles.box}>
      <p className={styles.intro}>{intro}</p>
      {address === null ? null : (
        <div className={styles.line}>
          <code className={styles.address}>{address}</code>
          {children}
        </div>
      )}
    </div>
  );
}
