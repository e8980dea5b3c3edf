import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import type { AccountView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';

interface OtherAccountProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'other_account' }>;
}

export function OtherAccount({ attempt, phase }: OtherAccountProps) {
  const say = useMessage();
  const { send, busy, failure, forget } = useRequest();
  const { id } = attempt;
  // Two accounts of one name are told apart by their e-mail.
  const sameName = phase.expected.name === phase.actual.name;
  const told = ({ name, email }: AccountView) =>
    (sameName ? (email ?? name) : (name ?? email)) ?? say('other.nameless');
  return (
    <DialogBody>
      <DialogHeading takesFocus>{say('other.heading')}</DialogHeading>
      <p>{say('other.text', { actual: told(phase.actual), expected: told(phase.expected) })}</p>
      {failure === null ? null : (
        <FailureNotice
          besideWayOn
          failure={failure}
          service={attempt.serviceName}
          busy={busy}
          onRemedy={forget}
        />
      )}
      <DialogButtons>
        <Button onClick={() => void requests.closeAttempt({ attemptId: id })}>
          {say('waiting.cancel')}
        </Button>
        <Button
          busy={busy}
          onClick={() => void send(() => requests.retryAttempt({ attemptId: id }))}
        >
          {say('other.tryAgain')}
        </Button>
        <Button
          look="primary"
          busy={busy}
          onClick={() => void send(() => requests.keepAsNewConnection({ attemptId: id }))}
        >
          {say('other.keepAsNew')}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
