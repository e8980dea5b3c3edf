import { X } from 'lucide-react';
import { useEffect, useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { takeBack } from '../store/list-actions.js';
import { useStatusMessage } from '../store/selectors.js';
import type { StatusMessage } from '../store/status-message.js';
import { dismissMessage } from '../store/ui-actions.js';
import styles from './StatusLine.module.css';

/** Long enough to read, short enough not to cover anything for long, ms. */
const shownFor = 6_000;

/** The values of the sentence are all but what it takes back. */
function contentOf(status: StatusMessage) {
  const { kind, ...rest } = status;
  const values = Object.fromEntries(
    Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return { kind, values };
}

function useStatusText(status: StatusMessage | null): string {
  const message = useMessage();
  if (status === null) return '';
  const { kind, values } = contentOf(status);
  return message(`status.${kind}`, values);
}

/**
 * Reports what has just been done. The live region is always there: screen readers skip one that
 * appears together with its text.
 */
export function StatusLine() {
  const message = useMessage();
  const status = useStatusMessage();
  const text = useStatusText(status);
  const undo = status?.undo;
  /** The message that the pointer or the focus rests on. */
  const [held, setHeld] = useState<StatusMessage | null>(null);
  const isPaused = held === status;
  useEffect(() => {
    if (status === null || isPaused) return;
    const timer = setTimeout(dismissMessage, shownFor);
    return () => clearTimeout(timer);
  }, [status, isPaused]);
  return (
    <div
      onPointerEnter={() => setHeld(status)}
      onPointerLeave={() => setHeld(null)}
      onFocus={() => setHeld(status)}
      onBlur={() => setHeld(null)}
      className={styles.place}
      // Stays readable to screen readers while a dialog is open (react-aria).
      data-react-aria-top-layer
      data-shown={status === null ? undefined : true}
    >
      <div role="status" className={styles.text}>
        {text}
      </div>
      {undo === undefined ? null : (
        <Button variant="quiet" onClick={() => void takeBack(undo)}>
          {message('status.undo')}
        </Button>
      )}
      {status === null ? null : (
        <Button variant="icon" aria-label={message('status.dismiss')} onClick={dismissMessage}>
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
