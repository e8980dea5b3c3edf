import { useState } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { Countdown } from './Countdown.js';
import styles from './Waiting.module.css';
import { WaitingHint } from './WaitingHint.js';

interface WaitingForServerProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting_for_server' }>;
}

/** The server keeps the grant and is asked for it, so there is no address to come back with. */
export function WaitingForServer({ attempt, phase }: WaitingForServerProps) {
  const message = useMessage();
  const { id, serviceName: service } = attempt;
  const { send, busy, failure } = useRequest();
  const [copied, setCopied] = useState(false);
  const openAgain = () => void send(() => requests.openBrowserAgain({ attemptId: id }));
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId: id })));
  }
  const shownFailure = failure ?? phase.trouble;
  return (
    <DialogBody>
      <DialogHeading takesFocus>{message('waiting.heading')}</DialogHeading>
      <p>{message('waitingForServer.text', { host: phase.host, service })}</p>
      <Countdown expiresAt={phase.expiresAt} />
      {shownFailure === null ? null : (
        <FailureNotice failure={shownFailure} service={service} busy={busy} onRemedy={openAgain} />
      )}
      {copied ? (
        <p className={styles.copied} aria-live="polite">
          {message('waiting.linkCopied')}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button
          variant={shownFailure === null ? 'primary' : 'plain'}
          busy={busy}
          onClick={openAgain}
        >
          {message('waiting.openAgain')}
        </Button>
        <Button onClick={() => void copy()}>{message('waiting.copyLink')}</Button>
        <Button onClick={() => void requests.closeAttempt({ attemptId: id })}>
          {message('waiting.cancel')}
        </Button>
      </div>
      <WaitingHint attempt={attempt} openedAt={phase.openedAt} heading={message('waiting.hint')}>
        <ul>
          <li>{message('waiting.hintBrowser')}</li>
          <li>{message('waitingForServer.hintRegistered', { service })}</li>
        </ul>
      </WaitingHint>
    </DialogBody>
  );
}
