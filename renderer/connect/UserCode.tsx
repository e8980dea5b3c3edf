import { useMessage } from '../components/message.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import { spellCode } from './spell-code.js';
import styles from './WaitingForCode.module.css';

interface UserCodeProps {
  readonly code: string;
  /** ID of the text that spells the code. */
  readonly id: string;
}

/** A code to type on another device: large on screen, letter by letter for screen readers. */
export function UserCode({ code, id }: UserCodeProps) {
  const message = useMessage();
  return (
    <div>
      <p className={styles.code} translate="no" aria-hidden>
        {code}
      </p>
      <VisuallyHidden>
        <span id={id}>
          {message('deviceCode.letters', { letters: spellCode(code, message('deviceCode.dash')) })}
        </span>
      </VisuallyHidden>
    </div>
  );
}
