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
import { CancelAttempt } from './CancelAttempt.js';
import { Countdown } from './Countdown.js';
import { displayAddress, displayHost } from './display-address.js';
import { SignInSteps } from './SignInSteps.js';
import { SignInTo } from './SignInTo.js';
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
  const { send, busy, failure, reset } = request;
  const [hasOpened, setHasOpened] = useState(false);
  const codeId = useId();
  const { userCode, verificationUri, verificationUriComplete } = phase;
  const host = displayHost(verificationUri);
  async function open(): Promise<void> {
    if (await send(() => requests.openBrowserAgain({ attemptId: id }))) setHasOpened(true);
  }
  return (
    <DialogBody>
      <DialogHeading takesFocus describedBy={codeId}>
        {message('deviceCode.heading')}
      </DialogHeading>
      <SignInTo serviceId={attempt.serviceId} service={service} text={message('deviceCode.text')} />
      <SignInSteps
        steps={[
          {
            state: hasOpened ? 'done' : 'now',
            name: message('deviceCode.step.open', { host }),
            beside: (
              <Button variant="quiet" busy={busy} onClick={() => void open()}>
                {message('deviceCode.openBrowser')}
              </Button>
            ),
            children: <code className={styles.address}>{displayAddress(verificationUri)}</code>,
          },
          {
            state: 'now',
            name: message('deviceCode.step.enter'),
            beside: <Countdown expiresAt={phase.expiresAt} />,
            children: (
              <div className={styles.two}>
                <UserCode code={userCode} id={codeId} />
                <figure className={styles.qr}>
                  <QrCode
                    text={verificationUriComplete ?? verificationUri}
                    name={message('deviceCode.qrLabel', { host })}
                  />
                  <figcaption className={styles.caption}>
                    {message('deviceCode.qrCaption')}
                  </figcaption>
                </figure>
              </div>
            ),
          },
          { state: 'later', name: message('waiting.step.continues') },
        ]}
      />
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service={service}
          busy={busy}
          onRemedy={reset}
        />
      )}
      <WaitingHint
        attempt={attempt}
        openedAt={phase.openedAt}
        heading={message('waiting.hint')}
        actions={
          <WaitingActions
            attemptId={id}
            request={request}
            openLabel={null}
            primary={failure?.code === 'browser_not_opened' ? 'copy' : null}
          />
        }
      />
      <CancelAttempt attemptId={id} />
    </DialogBody>
  );
}
