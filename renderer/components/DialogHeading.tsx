import { useEffect, useRef, type ReactNode } from 'react';

import styles from './DialogLayout.module.css';

interface DialogHeadingProps {
  readonly children: ReactNode;
  /** Takes the focus when it appears: what was focused before has gone with the last step. */
  readonly takesFocus?: boolean;
  /** Id of what is read out with it. */
  readonly describedBy?: string;
}

export function DialogHeading({ children, takesFocus = false, describedBy }: DialogHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.heading} aria-describedby={describedBy}>
      {children}
    </h2>
  );
}
