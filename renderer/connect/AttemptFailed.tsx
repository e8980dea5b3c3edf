import type { AttemptView } from '../../ipc/attempt-view.js';
import type { Failure } from '../../ipc/failure.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { remedies, type Remedy } from '../../messages/remedies.js';
import { requests } from '../store/requests.js';
import {
  openAnotherService,
  closeConnect,
  openConnect,
  openSetUp,
  reopenSetUp,
} from '../store/ui-actions.js';
import { useService, useSetUp } from '../store/selectors.js';
import { AskAdmin } from './AskAdmin.js';
import { OtherWays } from './OtherWays.js';
import { asOwnRegistration } from './own-registration.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { settingsToChange } from './settings-to-change.js';

interface AttemptFailedProps {
  readonly attempt: AttemptView;
  readonly failure: Failure;
}

export function AttemptFailed({ attempt, failure }: AttemptFailedProps) {
  const say = useMessage();
  const again = useRequest();
  const service = useService(attempt.serviceId);
  const setUp = useSetUp();
  const close = () => {
    void requests.closeAttempt({ attemptId: attempt.id });
    closeConnect();
  };

  function changeSettings(): void {
    void requests.closeAttempt({ attemptId: attempt.id });
    // What was entered before did not work; the corrected one takes its place.
    if (isNew && settings === 'own_service')
      void requests.removeService({ serviceId: attempt.serviceId });
    if (settings === 'set_up_now' && setUp?.made?.isNew === true) {
      void requests.removeService({ serviceId: setUp.made.serviceId });
    }
    if (settings === 'set_up_now') reopenSetUp();
    else if (settings === 'set_up' && service) openSetUp(service);
    else openAnotherService();
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
        void again.send(() => requests.retryAttempt({ attemptId: attempt.id }));
        return;
      case 'change_settings':
        changeSettings();
        return;
      case 'unlock':
        void again.send(() => requests.retryUnlock({}));
        return;
      case 'choose_protection':
        void requests.closeAttempt({ attemptId: attempt.id });
        openConnect();
        return;
      case 'close':
        close();
    }
  }
  const shown = asOwnRegistration(again.failure ?? failure, service);
  const isForAdmin = shown.code === 'admin_consent_needed';
  const isNew = attempt.connectionId === null;
  const usual = remedies[shown.code];
  const settings = settingsToChange(shown.code, service, setUp);
  const way = usual === 'change_settings' && settings === 'none' ? 'try_again' : usual;
  return (
    <DialogBody>
      <DialogHeading takesFocus>
        {say(isNew ? 'attempt.failedHeading' : 'attempt.failedAgainHeading')}
      </DialogHeading>
      <FailureNotice
        failure={shown}
        service={attempt.serviceName}
        busy={again.busy}
        besideWayOn={isForAdmin}
        remedy={way}
        onRemedy={remedy}
      />
      {shown.code === 'redirect_refused' ? (
        <RedirectToRegister
          of={{ kind: 'attempt', attemptId: attempt.id }}
          intro={say('redirect.intro')}
        />
      ) : null}
      {isForAdmin ? (
        <AskAdmin
          onCopy={() => requests.copyAttemptAdminRequest({ attemptId: attempt.id })}
          service={attempt.serviceName}
          isWayOn
        />
      ) : null}
      <OtherWays attempt={attempt} />
      {isNew ? null : <p>{say('attempt.untouched')}</p>}
      <DialogButtons>
        <Button onClick={close}>{say('dialog.close')}</Button>
      </DialogButtons>
    </DialogBody>
  );
}
