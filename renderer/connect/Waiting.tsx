import { useState } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import type { Remedy } from '../../messages/remedies.js';
import { requests } from '../store/requests.js';
import { useService } from '../store/selectors.js';
import { AskAdmin } from './AskAdmin.js';
import { Countdown } from './Countdown.js';
import { PasteAddress } from './PasteAddress.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import styles from './Waiting.module.css';
import { WaitingHint } from './WaitingHint.js';

interface WaitingProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'waiting' }>;
}

/** The browser has the next word. Every way out is here: again, elsewhere, by hand, not at all. */
export function Waiting({ attempt, phase }: WaitingProps) {
  const say = useMessage();
  const { id, serviceName: service } = attempt;
  const { send, busy, failure, forget } = useRequest();
  const [pasting, setPasting] = useState(false);
  const [copied, setCopied] = useState(false);
  // Some show the person a page about it and never send them back.
  const mayNeedAdmin = useService(attempt.serviceId)?.hasAdminPage === true;
  const openAgain = () => void send(() => requests.openBrowserAgain({ attemptId: id }));
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySignInLink({ attemptId: id })));
  }
  function remedy(kind: Remedy): void {
    forget();
    if (kind === 'paste_again') setPasting(true);
    else if (kind === 'close') void requests.closeAttempt({ attemptId: id });
    else openAgain();
  }
  const trouble = failure ?? phase.trouble;
  return (
    <DialogBody>
      <DialogHeading takesFocus>{say('waiting.heading')}</DialogHeading>
      <p>{say('waiting.text', { host: phase.host, service })}</p>
      <Countdown expiresAt={phase.expiresAt} />
      {trouble === null ? null : (
        <FailureNotice failure={trouble} service={service} busy={busy} onRemedy={remedy} />
      )}
      {pasting ? <PasteAddress attemptId={id} service={service} /> : null}
      {copied ? (
        <p className={styles.copied} aria-live="polite">
          {say('waiting.linkCopied')}
        </p>
      ) : null}
      <div className={styles.ways}>
        <Button look={trouble === null ? 'primary' : 'plain'} busy={busy} onClick={openAgain}>
          {say('waiting.openAgain')}
        </Button>
        <Button onClick={() => void copy()}>{say('waiting.copyLink')}</Button>
        <Button aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          {say('waiting.paste')}
        </Button>
        <Button onClick={() => void requests.closeAttempt({ attemptId: id })}>
          {say('waiting.cancel')}
        </Button>
      </div>
      <WaitingHint attempt={attempt} openedAt={phase.openedAt} heading={say('waiting.hint')}>
        <ul>
          <li>{say('waiting.hintBrowser')}</li>
          <li>{say('waiting.hintPaste')}</li>
        </ul>
        <RedirectToRegister
          of={{ kind: 'attempt', attemptId: id }}
          ways={[phase.method]}
          intro={say('waiting.hintRedirect')}
        />
        {mayNeedAdmin ? (
          <>
            <p>{say('admin.hint', { service })}</p>
            <AskAdmin
              onCopy={() => requests.copyAttemptAdminRequest({ attemptId: id })}
              service={service}
            />
          </>
        ) : null}
      </WaitingHint>
    </DialogBody>
  );
}
