import { ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';

import styles from './Disclosure.module.css';

interface DisclosureProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A button that reveals more to read. */
export function Disclosure({ title, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={styles.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight className={styles.mark} aria-hidden />
        {title}
      </button>
      {open ? (
        <div id={id} className={styles.content}>
          {children}
        </div>
      ) : null}
    </div>
  );
}
