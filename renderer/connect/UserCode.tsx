import { useSay } from '../components/say.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import { spelledOut } from './spelled-out.js';
import styles from './WaitingForCode.module.css';

/** A code to type elsewhere: large for the eye, letter by letter for the ear. */
export function UserCode({ code }: { readonly code: string }) {
  const say = useSay();
  return (
    <div>
      <p className={styles.code} translate="no" aria-hidden>
        {code}
      </p>
      <VisuallyHidden>
        {say('code.spelled', { letters: spelledOut(code, say('code.dash')) })}
      </VisuallyHidden>
    </div>
  );
}
