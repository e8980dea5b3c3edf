import { useState } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import type { Remedy } from '../../messages/remedies.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { useService } from '../store/selectors.js';
import { AdminRequest } from './AdminRequest.js';
import { BrowserSteps } from './BrowserSteps.js';
import { CancelAttempt } from './CancelAttempt.js';
import { PasteAddress } from './PasteAddress.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { SignInTo } from './SignInTo.js';
import styles from './Waiting.module.css';
import { WaitingActions } from './WaitingActions.js';
import { WaitingHint } from './WaitingHint.js';

interface WaitingProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting' }>;
}

/** Waits for the browser. Offers to open it again, copy the link, paste the address, or cancel. */
export function Waiting({ attempt, phase }: WaitingProps) {
  const message = useMessage();
  const { id, serviceName: service } = attempt;
  const request = useRequest();
  const { send, busy, failure, reset } = request;
  const [pasting, setPasting] = useState(false);
  // Some services show a page about the administrator and never redirect back.
  const known = useService(attempt.serviceId);
  const mayNeedAdmin = known?.hasAdminPage === true;
  const registeredByApp = known?.registeredByApp === true;
  const canUseLocalAddress = attempt.otherMethods.includes('local_address');
  const openAgain = () => void send(() => requests.openBrowserAgain({ attemptId: id }));
  const changeToLocalAddress = () =>
    void send(() => requests.changeSignInMethod({ attemptId: id, method: 'local_address' }));
  function remedy(kind: Remedy): void {
    reset();
    if (kind === 'paste_again' || kind === 'paste_address') setPasting(true);
    else if (kind === 'use_local_address') changeToLocalAddress();
    else if (kind === 'close') void requests.closeAttempt({ attemptId: id });
    else openAgain();
  }
  const shownFailure = failure ?? phase.trouble;
  const withoutBrowser = shownFailure?.code === 'browser_not_opened';
  const leadsToLocalAddress = canUseLocalAddress && shownFailure?.code === 'link_scheme_taken';
  return (
    <DialogBody>
      <DialogHeading takesFocus>{message('waiting.heading')}</DialogHeading>
      <SignInTo
        serviceId={attempt.serviceId}
        service={service}
        text={message('waiting.text', { host: phase.host })}
      />
      <BrowserSteps
        browserOpened={!withoutBrowser}
        busy={busy}
        onOpenAgain={openAgain}
        expiresAt={phase.expiresAt}
        comesBack
      />
      {shownFailure === null ? null : (
        <FailureNotice
          besidePrimary={withoutBrowser}
          failure={shownFailure}
          service={service}
          busy={busy}
          {...(leadsToLocalAddress && { remedy: 'use_local_address' })}
          onRemedy={remedy}
        />
      )}
      {pasting ? <PasteAddress attemptId={id} service={service} /> : null}
      <WaitingHint
        attempt={leadsToLocalAddress ? withoutLocalAddress(attempt) : attempt}
        openedAt={phase.openedAt}
        heading={message('waiting.hint')}
        withoutBrowser={withoutBrowser}
        actions={
          <WaitingActions
            attemptId={id}
            request={request}
            openLabel={withoutBrowser ? message('waiting.openAgain') : null}
            primary={withoutBrowser ? 'copy' : null}
          >
            <Button aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
              {message('waiting.paste')}
            </Button>
          </WaitingActions>
        }
      >
        <ul>
          <li>{message('waiting.hintBrowser')}</li>
          <li>{message('waiting.hintPaste')}</li>
          {canUseLocalAddress ? <li>{message('waiting.hintStays')}</li> : null}
          {registeredByApp ? null : <li>{message('waiting.hintClient', { service })}</li>}
        </ul>
        <RedirectToRegister
          of={{ kind: 'attempt', attemptId: id }}
          methods={[phase.method]}
          intro={message('waiting.hintRedirect', { service })}
        />
        {phase.method === 'local_address' && !registeredByApp ? (
          <p className={styles.withPort}>
            {message('waiting.hintPort', { service })} <code>{phase.redirectUri}</code>
          </p>
        ) : null}
        {mayNeedAdmin ? (
          <>
            <p>{message('adminRequest.hint', { service })}</p>
            <AdminRequest
              onCopy={() => requests.copyAttemptAdminRequest({ attemptId: id })}
              service={service}
            />
          </>
        ) : null}
      </WaitingHint>
      <CancelAttempt attemptId={id} />
    </DialogBody>
  );
}

/** The notice offers it already. */
function withoutLocalAddress(attempt: AttemptView): AttemptView {
  const otherMethods = attempt.otherMethods.filter((method) => method !== 'local_address');
  return { ...attempt, otherMethods };
}
