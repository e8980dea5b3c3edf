import { useEffect, useRef, type ReactNode } from 'react';

import styles from './DialogLayout.module.css';

interface DialogHeadingProps {
  readonly children: ReactNode;
  /** Focus it when it appears, because the element that had the focus went with the previous step. */
  readonly takesFocus?: boolean;
  /** ID of an element that screen readers read with it. */
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
