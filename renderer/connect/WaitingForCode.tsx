import { useId, useState } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { QrCode } from '../components/QrCode.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { Countdown } from './Countdown.js';
import { addressShown, hostOf } from './host-of.js';
import { UserCode } from './UserCode.js';
import waiting from './Waiting.module.css';
import styles from './WaitingForCode.module.css';
import { WaitingHint } from './WaitingHint.js';

interface WaitingForCodeProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting_for_code' }>;
}

/** The sign-in goes on wherever the person enters the code (RFC 8628 §3.3). */
export function WaitingForCode({ attempt, phase }: WaitingForCodeProps) {
  const say = useMessage();
  const { id, serviceName: service } = attempt;
  const { send, busy, failure, forget } = useRequest();
  const codeId = useId();
  const [copied, setCopied] = useState(false);
  const { userCode, verificationUri, verificationUriComplete } = phase;
  const host = hostOf(verificationUri);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId: id })));
  }
  return (
    <DialogBody>
      <DialogHeading takesFocus describedBy={codeId}>
        {say('code.heading')}
      </DialogHeading>
      <p>{say('code.text', { host, service })}</p>
      <div className={styles.two}>
        <div className={styles.first}>
          <UserCode code={userCode} id={codeId} />
          <code className={styles.address}>{addressShown(verificationUri)}</code>
          <Countdown expiresAt={phase.expiresAt} />
        </div>
        <figure className={styles.qr}>
          <QrCode
            text={verificationUriComplete ?? verificationUri}
            name={say('code.qrName', { host })}
          />
          <figcaption className={styles.caption}>{say('code.qrCaption')}</figcaption>
        </figure>
      </div>
      {failure === null ? null : (
        <FailureNotice
          besideWayOn
          failure={failure}
          service={service}
          busy={busy}
          onRemedy={forget}
        />
      )}
      {copied ? (
        <p className={waiting.copied} aria-live="polite">
          {say('waiting.linkCopied')}
        </p>
      ) : null}
      <div className={waiting.ways}>
        <Button
          look="primary"
          busy={busy}
          onClick={() => void send(() => requests.openBrowserAgain({ attemptId: id }))}
        >
          {say('code.openHere')}
        </Button>
        <Button onClick={() => void copy()}>{say('waiting.copyLink')}</Button>
        <Button onClick={() => void requests.closeAttempt({ attemptId: id })}>
          {say('waiting.cancel')}
        </Button>
      </div>
      <WaitingHint attempt={attempt} openedAt={phase.openedAt} heading={say('code.hint')} />
    </DialogBody>
  );
}
