import { LoaderCircle } from 'lucide-react';

import type { AttemptView } from '../../ipc/attempt-view.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import styles from './Attempt.module.css';
import { AttemptFailed } from './AttemptFailed.js';
import { CancelAttempt } from './CancelAttempt.js';
import { ConfirmMove } from './ConfirmMove.js';
import { ConfirmPrivateNetwork } from './ConfirmPrivateNetwork.js';
import { OtherAccount } from './OtherAccount.js';
import { Waiting } from './Waiting.js';
import { WaitingForCode } from './WaitingForCode.js';
import { WaitingForServer } from './WaitingForServer.js';

/** Shows the current phase of a sign-in. */
export function Attempt({ attempt }: { readonly attempt: AttemptView }) {
  const message = useMessage();
  const { phase } = attempt;
  switch (phase.kind) {
    case 'preparing':
      return <Progress attempt={attempt} text={message('attempt.preparing', serviceOf(attempt))} />;
    case 'waiting':
      return <Waiting attempt={attempt} phase={phase} />;
    case 'waiting_for_code':
      return <WaitingForCode attempt={attempt} phase={phase} />;
    case 'waiting_for_server':
      return <WaitingForServer attempt={attempt} phase={phase} />;
    case 'confirm_private_network':
      return <ConfirmPrivateNetwork attempt={attempt} hosts={phase.hosts} />;
    case 'confirm_move':
      return <ConfirmMove attempt={attempt} moves={phase.moves} />;
    case 'finishing':
      return <Progress attempt={attempt} text={message('attempt.finishing', serviceOf(attempt))} />;
    case 'other_account':
      return <OtherAccount attempt={attempt} phase={phase} />;
    case 'failed':
      return <AttemptFailed attempt={attempt} failure={phase.failure} />;
    case 'connected':
      return null;
  }
}

function serviceOf({ serviceName }: AttemptView) {
  return { service: serviceName };
}

function Progress({ attempt, text }: { readonly attempt: AttemptView; readonly text: string }) {
  return (
    <DialogBody>
      <DialogHeading key={text} takesFocus>
        <span className={styles.working}>
          <LoaderCircle aria-hidden />
          {text}
        </span>
      </DialogHeading>
      <CancelAttempt attemptId={attempt.id} />
    </DialogBody>
  );
}
