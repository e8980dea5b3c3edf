import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import type { AccountView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';

interface OtherAccountProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'other_account' }>;
}

export function OtherAccount({ attempt, phase }: OtherAccountProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const { id } = attempt;
  // Two accounts with the same name differ in their e-mail.
  const sameName = phase.expected.name === phase.actual.name;
  const nameOf = ({ name, email }: AccountView) =>
    (sameName ? (email ?? name) : (name ?? email)) ?? message('otherAccount.unnamed');
  return (
    <DialogBody>
      <DialogHeading takesFocus>{message(`otherAccount.${phase.reason}.heading`)}</DialogHeading>
      <p>
        {message(`otherAccount.${phase.reason}.text`, {
          service: attempt.serviceName,
          actual: nameOf(phase.actual),
          expected: nameOf(phase.expected),
        })}
      </p>
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service={attempt.serviceName}
          busy={busy}
          onRemedy={reset}
        />
      )}
      <DialogButtons>
        <Button onClick={() => void requests.closeAttempt({ attemptId: id })}>
          {message('waiting.cancel')}
        </Button>
        <Button
          busy={busy}
          onClick={() => void send(() => requests.retryAttempt({ attemptId: id }))}
        >
          {message('otherAccount.tryAgain')}
        </Button>
        <Button
          variant="primary"
          busy={busy}
          onClick={() => void send(() => requests.keepAsNewConnection({ attemptId: id }))}
        >
          {message(
            phase.reason === 'listed_already'
              ? 'otherAccount.refreshListed'
              : 'otherAccount.addAsNew',
          )}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
