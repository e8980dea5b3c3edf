import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import type { AccountView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { requests } from '../store/requests.js';
import { useConnection, useShippedId } from '../store/selectors.js';
import styles from './OtherAccount.module.css';

interface OtherAccountProps {
  readonly attempt: AttemptView;
  readonly phase: Extract<AttemptPhase, { kind: 'other_account' }>;
}

export function OtherAccount({ attempt, phase }: OtherAccountProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const { id } = attempt;
  const own = useConnection(attempt.connectionId);
  const expectedName = phase.expected.name ?? phase.expected.email;
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
      <ul className={styles.accounts} aria-label={message('otherAccount.both')}>
        <Side
          attempt={attempt}
          side={message('otherAccount.expected')}
          account={phase.expected}
          label={own?.label ?? null}
        />
        <Side
          attempt={attempt}
          side={message('otherAccount.actual')}
          account={phase.actual}
          label={null}
        />
      </ul>
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
          {expectedName === null
            ? message('otherAccount.tryAgain')
            : message('otherAccount.tryAgainWith', { name: nameOf(phase.expected) })}
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

interface SideProps {
  readonly attempt: AttemptView;
  readonly side: string;
  readonly account: AccountView;
  /** The user's own name for it; null: it has none. */
  readonly label: string | null;
}

/** One of the two accounts. */
function Side({ attempt: { serviceId, serviceName }, side, account, label }: SideProps) {
  const message = useMessage();
  const shippedId = useShippedId(serviceId);
  const names = [...new Set([label, account.name, account.email])].filter((each) => each !== null);
  const [first = message('otherAccount.noName'), ...others] = names;
  return (
    <li className={styles.account}>
      <p className={styles.side}>{side}</p>
      <ServiceTile shippedId={shippedId} serviceName={serviceName} size="large" />
      <p className={styles.name}>
        <bdi>{first}</bdi>
      </p>
      {others.map((each) => (
        <p key={each} className={styles.soft}>
          <bdi>{each}</bdi>
        </p>
      ))}
      <p className={styles.soft}>
        <bdi>{serviceName}</bdi>
      </p>
    </li>
  );
}
