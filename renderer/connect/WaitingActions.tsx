import { type ReactNode, useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './Waiting.module.css';

interface WaitingActionsProps {
  readonly attemptId: string;
  readonly request: Pick<Request, 'send' | 'busy'>;
  /** The label of the button that opens the browser; null: that button is elsewhere. */
  readonly openLabel: string | null;
  /** The button that continues; null: none here does. */
  readonly primary: 'open' | 'copy' | null;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Opens the browser again, or copies its link. */
export function WaitingActions(props: WaitingActionsProps) {
  const { attemptId, request, openLabel, primary, children } = props;
  const { send, busy } = request;
  const message = useMessage();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId })));
  }
  const variantOf = (button: 'open' | 'copy') => (primary === button ? 'primary' : 'plain');
  const openButton =
    openLabel === null ? null : (
      <Button
        key="open"
        variant={variantOf('open')}
        busy={busy}
        onClick={() => void send(() => requests.openBrowserAgain({ attemptId }))}
      >
        {openLabel}
      </Button>
    );
  const copyButton = (
    <Button key="copy" variant={variantOf('copy')} onClick={() => void copy()}>
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
      </div>
    </>
  );
}
