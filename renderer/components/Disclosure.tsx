import { ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';

import styles from './Disclosure.module.css';

interface DisclosureProps {
  readonly title: string;
  /** The element that says what it is about, where several have the same title. */
  readonly describedBy?: string;
  /** Where the parent keeps whether it is open. */
  readonly open?: boolean;
  readonly onToggle?: () => void;
  readonly children: ReactNode;
}

/** A button that reveals more to read. */
export function Disclosure(props: DisclosureProps) {
  const { title, describedBy, children } = props;
  const [isOpen, setOpen] = useState(false);
  const open = props.open ?? isOpen;
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={styles.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-describedby={describedBy}
        onClick={props.onToggle ?? (() => setOpen(!open))}
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
