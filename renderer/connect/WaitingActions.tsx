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
  /** The button that continues; null: a failure beside them has it. */
  readonly primary: 'open' | 'copy' | null;
  /** Further buttons, before the one that cancels. */
  readonly children?: ReactNode;
}

/** Opens the browser again, copies its link or cancels the sign-in. */
export function WaitingActions(props: WaitingActionsProps) {
  const { attemptId, request, openLabel, primary, children } = props;
  const { send, busy } = request;
  const message = useMessage();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId })));
  }
  const openButton = (
    <Button
      key="open"
      variant={primary === 'open' ? 'primary' : 'plain'}
      busy={busy}
      onClick={() => void send(() => requests.openBrowserAgain({ attemptId }))}
    >
      {openLabel}
    </Button>
  );
  const copyButton = (
    <Button
      key="copy"
      variant={primary === 'copy' ? 'primary' : 'plain'}
      onClick={() => void copy()}
    >
      {message('waiting.copyLink')}
    </Button>
  );
  return (
    <>
      {copied ? (
        <p className={styles.copied} aria-live="polite">
          {message('waiting.linkCopied')}
        </p>
      ) : null}
      <div className={styles.actions}>
        {primary === 'copy' ? [copyButton, openButton] : [openButton, copyButton]}
        {children}
        <Button onClick={() => void requests.closeAttempt({ attemptId })}>
          {message('waiting.cancel')}
        </Button>
      </div>
    </>
  );
}
