import type { AttemptView } from '../../ipc/attempt-view.js';
import type { Failure } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';
import { remedies, type Remedy } from '../messages/remedies.js';
import {
  attemptClosed,
  attemptTriedAgain,
  serviceForgotten,
  vaultTriedAgain,
} from '../store/person-asked.js';
import { anotherServiceChosen, connectClosed, connectOpened } from '../store/person-looked.js';
import { useCatalogue } from '../store/selectors.js';
import { RedirectAddress } from './RedirectAddress.js';

interface AttemptFailedProps {
  readonly attempt: AttemptView;
  readonly failure: Failure;
}

export function AttemptFailed({ attempt, failure }: AttemptFailedProps) {
  const say = useSay();
  const again = useRequest();
  const { services } = useCatalogue();
  const service = services.find(({ id }) => id === attempt.serviceId);
  const close = () => {
    attemptClosed(attempt.id);
    connectClosed();
  };

  function changeSettings(): void {
    attemptClosed(attempt.id);
    // What was entered before did not work; the corrected one takes its place.
    if (attempt.connectionId === null && service?.source === 'person') {
      void serviceForgotten(service.id);
    }
    anotherServiceChosen();
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
        void again.send(() => attemptTriedAgain(attempt.id));
        return;
      case 'change_settings':
        changeSettings();
        return;
      case 'unlock':
        void again.send(vaultTriedAgain);
        return;
      case 'choose_protection':
        attemptClosed(attempt.id);
        connectOpened();
        return;
      case 'close':
        close();
    }
  }
  const shown = again.failure ?? failure;
  const usual = remedies[shown.code];
  // Settings of a service that came with the app or a file are not the person's to change here.
  const way = usual === 'change_settings' && service?.source !== 'person' ? 'try_again' : usual;
  const isNew = attempt.connectionId === null;
  return (
    <DialogBody>
      <DialogHeading takesFocus>
        {say(isNew ? 'attempt.failedHeading' : 'attempt.failedAgainHeading')}
      </DialogHeading>
      <FailureNotice
        failure={shown}
        service={attempt.serviceName}
        busy={again.busy}
        remedy={way}
        onRemedy={remedy}
      />
      {shown.code === 'redirect_refused' && service ? (
        <RedirectAddress intro={say('own.redirectIntro')} address={service.redirectUri} />
      ) : null}
      {isNew ? null : <p>{say('attempt.untouched')}</p>}
      <DialogButtons>
        <Button onClick={close}>{say('dialog.close')}</Button>
      </DialogButtons>
    </DialogBody>
  );
}
