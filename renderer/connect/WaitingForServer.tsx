import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { BrowserSteps } from './BrowserSteps.js';
import { CancelAttempt } from './CancelAttempt.js';
import { SignInTo } from './SignInTo.js';
import { WaitingActions } from './WaitingActions.js';
import { WaitingHint } from './WaitingHint.js';

interface WaitingForServerProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting_for_server' }>;
}

/** The server keeps the grant and is asked for it, so there is no address to come back with. */
export function WaitingForServer({ attempt, phase }: WaitingForServerProps) {
  const message = useMessage();
  const { id, serviceName: service } = attempt;
  const request = useRequest();
  const { send, busy, failure } = request;
  const openAgain = () => void send(() => requests.openBrowserAgain({ attemptId: id }));
  const shownFailure = failure ?? phase.trouble;
  const withoutBrowser = shownFailure?.code === 'browser_not_opened';
  return (
    <DialogBody>
      <DialogHeading takesFocus>{message('waiting.heading')}</DialogHeading>
      <SignInTo
        serviceId={attempt.serviceId}
        service={service}
        text={message('waitingForServer.text', { host: phase.host })}
      />
      <BrowserSteps
        browserOpened={!withoutBrowser}
        busy={busy}
        onOpenAgain={openAgain}
        expiresAt={phase.expiresAt}
        comesBack={false}
      />
      {shownFailure === null ? null : (
        <FailureNotice
          besidePrimary={withoutBrowser}
          failure={shownFailure}
          service={service}
          busy={busy}
          onRemedy={openAgain}
        />
      )}
      <WaitingHint
        attempt={attempt}
        openedAt={phase.openedAt}
        heading={message('waiting.hint')}
        withoutBrowser={withoutBrowser}
        actions={
          <WaitingActions
            attemptId={id}
            request={request}
            openLabel={withoutBrowser ? message('waiting.openAgain') : null}
            primary={withoutBrowser ? 'copy' : null}
          />
        }
      >
        <ul>
          <li>{message('waiting.hintBrowser')}</li>
          <li>{message('waitingForServer.hintRegistered', { service })}</li>
        </ul>
      </WaitingHint>
      <CancelAttempt attemptId={id} />
    </DialogBody>
  );
}
