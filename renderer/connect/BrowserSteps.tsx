import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { Countdown } from './Countdown.js';
import { SignInSteps } from './SignInSteps.js';

interface BrowserStepsProps {
  /** False: no browser could be opened. */
  readonly browserOpened: boolean;
  readonly busy: boolean;
  readonly onOpenAgain: () => void;
  /** ms since 1970 */
  readonly expiresAt: number;
  /** True if the browser leads back; else the window continues by itself. */
  readonly comesBack: boolean;
}

/** The way of a sign-in through the browser. */
export function BrowserSteps(props: BrowserStepsProps) {
  const { browserOpened, busy, onOpenAgain, expiresAt, comesBack } = props;
  const message = useMessage();
  return (
    <SignInSteps
      steps={[
        {
          state: browserOpened ? 'done' : 'failed',
          name: message(browserOpened ? 'waiting.step.opened' : 'waiting.step.notOpened'),
          beside: browserOpened ? (
            <Button variant="quiet" busy={busy} onClick={onOpenAgain}>
              {message('waiting.openAgain')}
            </Button>
          ) : null,
        },
        {
          state: 'now',
          name: message('waiting.step.allow'),
          beside: <Countdown expiresAt={expiresAt} />,
        },
        {
          state: 'later',
          name: message(comesBack ? 'waiting.step.back' : 'waiting.step.continues'),
        },
      ]}
    />
  );
}
