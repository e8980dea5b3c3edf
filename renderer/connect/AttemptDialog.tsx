import { useState } from 'react';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { requests } from '../store/requests.js';
import { closeConnect } from '../store/ui-actions.js';
import { Attempt } from './Attempt.js';
import { StopSignIn } from './StopSignIn.js';

/** A sign-in in progress. Closing it asks first while the user may be in the middle of it elsewhere. */
export function AttemptDialog({ attempt }: { readonly attempt: AttemptView }) {
  const message = useMessage();
  const [asks, setAsks] = useState(false);
  const { kind } = attempt.phase;
  const isQuestion = kind === 'confirm_private_network' || kind === 'confirm_move';
  const isElsewhere = isInBrowser(kind);
  // A sign-in that has ended meanwhile cannot be stopped; when it is tried again, nothing is asked.
  if (asks && !isElsewhere) setAsks(false);
  function close(): void {
    void requests.closeAttempt({ attemptId: attempt.id });
    closeConnect();
  }
  return (
    <>
      <ModalDialog
        key={isQuestion ? 'question' : 'attempt'}
        role={isQuestion ? 'alertdialog' : 'dialog'}
        size="large"
        name={message(attempt.connectionId === null ? 'connect.name' : 'connect.nameAgain')}
        onClose={() => {
          if (isElsewhere) setAsks(true);
          else close();
        }}
      >
        <Attempt attempt={attempt} />
      </ModalDialog>
      {asks && isElsewhere ? (
        <StopSignIn
          service={attempt.serviceName}
          onStop={close}
          onKeepWaiting={() => setAsks(false)}
        />
      ) : null}
    </>
  );
}

/** True while the user acts in the browser or on another device, or has just done so. */
function isInBrowser(kind: AttemptPhase['kind']): boolean {
  switch (kind) {
    case 'waiting':
    case 'waiting_for_code':
    case 'waiting_for_server':
    case 'finishing':
      return true;
    case 'preparing':
    case 'confirm_private_network':
    case 'confirm_move':
    case 'other_account':
    case 'failed':
    case 'connected':
      return false;
  }
}
