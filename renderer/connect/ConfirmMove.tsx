import type { AttemptView, MovedPart, MovedServer } from '../../ipc/attempt-view.js';
import { Button } from '../components/Button.js';
import { FactList } from '../components/FactList.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { QuestionStep } from './QuestionStep.js';

interface ConfirmMoveProps {
  readonly attempt: AttemptView;
  readonly moves: readonly MovedServer[];
}

const parts: readonly MovedPart[] = ['sign_in', 'tokens', 'description'];

/** The service has moved since it was connected. Nothing is sent to the new hosts before the user agrees. */
export function ConfirmMove({ attempt, moves }: ConfirmMoveProps) {
  const message = useMessage();
  const request = useRequest();
  const { send, busy } = request;
  const { id: attemptId, serviceName: service } = attempt;
  const inOrder = parts.flatMap((part) => moves.filter((each) => each.part === part));
  const [first] = inOrder;
  const present = parts.filter((part) => moves.some((each) => each.part === part));
  return (
    <QuestionStep
      heading={message('move.heading', { service })}
      service={service}
      request={request}
      buttons={
        <>
          <Button onClick={() => void requests.closeAttempt({ attemptId })}>
            {message('dialog.cancel')}
          </Button>
          <Button busy={busy} onClick={() => void send(() => requests.confirmMove({ attemptId }))}>
            {message(first?.part === 'tokens' ? 'move.sendTokens' : 'move.signIn', {
              host: first?.to ?? '',
            })}
          </Button>
          <Button
            variant="primary"
            busy={busy}
            onClick={() => void send(() => requests.keepServer({ attemptId }))}
          >
            {message('move.keep', { host: first?.from ?? '' })}
          </Button>
        </>
      }
    >
      <p>{message('move.text', { service })}</p>
      <FactList
        facts={present.map((part) => ({
          name: message(`move.part.${part}`),
          value: <Hosts moves={moves.filter((each) => each.part === part)} />,
        }))}
      />
      <p>{message('move.advice', { service })}</p>
    </QuestionStep>
  );
}

function Hosts({ moves }: Pick<ConfirmMoveProps, 'moves'>) {
  const message = useMessage();
  return moves.map(({ from, to }) => (
    <div key={`${from} ${to}`}>
      <p>{message('move.from', { host: from })}</p>
      <p>
        <strong>{message('move.to', { host: to })}</strong>
      </p>
    </div>
  ));
}
