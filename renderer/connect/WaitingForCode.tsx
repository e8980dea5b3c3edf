import { useId, useState } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { QrCode } from '../components/QrCode.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { Countdown } from './Countdown.js';
import { displayAddress, displayHost } from './display-address.js';
import { UserCode } from './UserCode.js';
import waiting from './Waiting.module.css';
import styles from './WaitingForCode.module.css';
import { WaitingHint } from './WaitingHint.js';

interface WaitingForCodeProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting_for_code' }>;
}

/** Shows the user code of the device authorization grant. @see RFC 8628 §3.3 */
export function WaitingForCode({ attempt, phase }: WaitingForCodeProps) {
  const message = useMessage();
  const { id, serviceName: service } = attempt;
  const { send, busy, failure, reset } = useRequest();
  const codeId = useId();
  const [copied, setCopied] = useState(false);
  const { userCode, verificationUri, verificationUriComplete } = phase;
  const host = displayHost(verificationUri);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId: id })));
  }
  return (
    <DialogBody>
      <DialogHeading takesFocus describedBy={codeId}>
        {message('deviceCode.heading')}
      </DialogHeading>
      <p>{message('deviceCode.text', { host, service })}</p>
      <div className={styles.two}>
        <div className={styles.first}>
          <UserCode code={userCode} id={codeId} />
          <code className={styles.address}>{displayAddress(verificationUri)}</code>
          <Countdown expiresAt={phase.expiresAt} />
        </div>
        <figure className={styles.qr}>
          <QrCode
            text={verificationUriComplete ?? verificationUri}
            name={message('deviceCode.qrLabel', { host })}
          />
          <figcaption className={styles.caption}>{message('deviceCode.qrCaption')}</figcaption>
        </figure>
      </div>
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service={service}
          busy={busy}
          onRemedy={reset}
        />
      )}
      {copied ? (
        <p className={waiting.copied} aria-live="polite">
          {message('waiting.linkCopied')}
        </p>
      ) : null}
      <div className={waiting.actions}>
        <Button
          variant="primary"
          busy={busy}
          onClick={() => void send(() => requests.openBrowserAgain({ attemptId: id }))}
        >
          {message('deviceCode.openBrowser')}
        </Button>
        <Button onClick={() => void copy()}>{message('waiting.copyLink')}</Button>
        <Button onClick={() => void requests.closeAttempt({ attemptId: id })}>
          {message('waiting.cancel')}
        </Button>
      </div>
      <WaitingHint
        attempt={attempt}
        openedAt={phase.openedAt}
        heading={message('deviceCode.hint')}
      />
    </DialogBody>
  );
}
