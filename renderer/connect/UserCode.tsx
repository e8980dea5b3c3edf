import { useMessage } from '../components/message.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import { spelledOut } from './spelled-out.js';
import styles from './WaitingForCode.module.css';

interface UserCodeProps {
  readonly code: string;
  /** Of the text that spells it. */
  readonly id: string;
}

/** A code to type elsewhere: large for the eye, letter by letter for the ear. */
export function UserCode({ code, id }: UserCodeProps) {
  const message = useMessage();
  return (
    <div>
      <p className={styles.code} translate="no" aria-hidden>
        {code}
      </p>
      <VisuallyHidden>
        <span id={id}>
          {message('deviceCode.letters', { letters: spelledOut(code, message('deviceCode.dash')) })}
        </span>
      </VisuallyHidden>
    </div>
  );
}
