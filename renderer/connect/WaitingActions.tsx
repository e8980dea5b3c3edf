import { type ReactNode, useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './Waiting.module.css';

interface WaitingActionsProps {
  readonly attemptId: string;
  readonly request: Pick<Request, 'send' | 'busy'>;
  /** The label of the button that opens the browser. */
  readonly openLabel: string;
  /** A failure beside it may have the primary button instead. */
  readonly openVariant: 'primary' | 'plain';
  /** Further buttons, before the one that cancels. */
  readonly children?: ReactNode;
}

/** Opens the browser again, copies its link or cancels the sign-in. */
export function WaitingActions(props: WaitingActionsProps) {
  const { attemptId, request, openLabel, openVariant, children } = props;
  const { send, busy } = request;
  const message = useMessage();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId })));
  }
  return (
    <>
      {copied ? (
        <p className={styles.copied} aria-live="polite">
          {message('waiting.linkCopied')}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button
          variant={openVariant}
          busy={busy}
          onClick={() => void send(() => requests.openBrowserAgain({ attemptId }))}
        >
          {openLabel}
        </Button>
        <Button onClick={() => void copy()}>{message('waiting.copyLink')}</Button>
        {children}
        <Button onClick={() => void requests.closeAttempt({ attemptId })}>
          {message('waiting.cancel')}
        </Button>
      </div>
    </>
  );
}
