import { ClipboardCopy } from 'lucide-react';
import { useState } from 'react';

import type { Result } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import styles from './AdminRequest.module.css';

interface AdminRequestProps {
  /** Copies the message to the clipboard. */
  readonly onCopy: () => Promise<Result<unknown>>;
  readonly service: string;
  /** An administrator's consent is known to be what is missing. */
  readonly isPrimary?: boolean;
}

/** Copies a message for the administrator, where only they can allow the access. */
export function AdminRequest({ onCopy, service, isPrimary = false }: AdminRequestProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(onCopy));
  }
  return (
    <div className={styles.request}>
      <Button variant={isPrimary ? 'primary' : 'plain'} busy={busy} onClick={() => void copy()}>
        <ClipboardCopy aria-hidden />
        {message('adminRequest.copy')}
      </Button>
      <p role="status" className={styles.copied}>
        {copied ? message('adminRequest.copied') : ''}
      </p>
      {failure === null ? null : (
        <div className={styles.failed}>
          <FailureNotice failure={failure} service={service} busy={busy} onRemedy={reset} />
        </div>
      )}
    </div>
  );
}
