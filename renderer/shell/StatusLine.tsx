import { X } from 'lucide-react';
import { useEffect } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { dismissMessage } from '../store/ui-actions.js';
import { useStatusMessage } from '../store/selectors.js';
import type { StatusMessage } from '../store/status-message.js';
import styles from './StatusLine.module.css';

/** Milliseconds; it has been read by then, and covers nothing for longer. */
const shownFor = 20_000;

function useWords(message: StatusMessage | null): string {
  const say = useMessage();
  if (message === null) return '';
  const { kind, ...values } = message;
  return say(`status.${kind}`, values);
}

/** Says what has just been done. Always there, because what appears with its words is not read out. */
export function StatusLine() {
  const say = useMessage();
  const message = useStatusMessage();
  const words = useWords(message);
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(dismissMessage, shownFor);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <div
      className={styles.place}
      // Stays readable to screen readers while a dialog is open (react-aria).
      data-react-aria-top-layer
      data-shown={message === null ? undefined : true}
    >
      <div role="status" className={styles.words}>
        {words}
      </div>
      {message === null ? null : (
        <Button look="icon" aria-label={say('status.dismiss')} onClick={dismissMessage}>
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
