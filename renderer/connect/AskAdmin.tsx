import { ClipboardCopy } from 'lucide-react';
import { useState } from 'react';

import type { Result } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import styles from './AskAdmin.module.css';

interface AskAdminProps {
  /** Puts the message into the clipboard. */
  readonly onCopy: () => Promise<Result<unknown>>;
  readonly service: string;
  /** It is known to be what is missing: then it is the way on. */
  readonly isWayOn?: boolean;
}

/** A message to hand on, for where only an administrator can go on. */
export function AskAdmin({ onCopy, service, isWayOn = false }: AskAdminProps) {
  const message = useMessage();
  const { send, busy, failure, forget } = useRequest();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(onCopy));
  }
  return (
    <div className={styles.ask}>
      <Button look={isWayOn ? 'primary' : 'plain'} busy={busy} onClick={() => void copy()}>
        <ClipboardCopy aria-hidden />
        {message('adminRequest.copy')}
      </Button>
      <p role="status" className={styles.copied}>
        {copied ? message('adminRequest.copied') : ''}
      </p>
      {failure === null ? null : (
        <div className={styles.failed}>
          <FailureNotice failure={failure} service={service} busy={busy} onRemedy={forget} />
        </div>
      )}
    </div>
  );
}
