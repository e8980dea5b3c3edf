import { useId } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { QrCode } from '../components/QrCode.js';
import { useRequest } from '../components/request.js';
import { CancelAttempt } from './CancelAttempt.js';
import { Countdown } from './Countdown.js';
import { displayAddress, displayHost } from './display-address.js';
import { UserCode } from './UserCode.js';
import { WaitingActions } from './WaitingActions.js';
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
  const request = useRequest();
  const { busy, failure, reset } = request;
  const codeId = useId();
  const { userCode, verificationUri, verificationUriComplete } = phase;
  const host = displayHost(verificationUri);
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
      <WaitingActions
        attemptId={id}
        request={request}
        openLabel={message('deviceCode.openBrowser')}
        primary={failure?.code === 'browser_not_opened' ? 'copy' : 'open'}
      />
      <WaitingHint
        attempt={attempt}
        openedAt={phase.openedAt}
        heading={message('deviceCode.hint')}
      />
      <CancelAttempt attemptId={id} />
    </DialogBody>
  );
}
