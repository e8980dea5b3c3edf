import { X } from 'lucide-react';
import { useEffect } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { useStatusMessage } from '../store/selectors.js';
import type { StatusMessage } from '../store/status-message.js';
import { dismissMessage } from '../store/ui-actions.js';
import styles from './StatusLine.module.css';

/** Long enough to read, short enough not to cover anything for long, ms. */
const shownFor = 20_000;

function useStatusText(status: StatusMessage | null): string {
  const message = useMessage();
  if (status === null) return '';
  const { kind, ...values } = status;
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
  useEffect(() => {
    if (status === null) return;
    const timer = setTimeout(dismissMessage, shownFor);
    return () => clearTimeout(timer);
  }, [status]);
  return (
    <div
      className={styles.place}
      // Stays readable to screen readers while a dialog is open (react-aria).
      data-react-aria-top-layer
      data-shown={status === null ? undefined : true}
    >
      <div role="status" className={styles.text}>
        {text}
      </div>
      {status === null ? null : (
        <Button variant="icon" aria-label={message('status.dismiss')} onClick={dismissMessage}>
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
