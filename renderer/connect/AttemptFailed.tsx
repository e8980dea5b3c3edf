import type { AttemptView } from '../../ipc/attempt-view.js';
import type { Failure, FailureCode } from '../../ipc/failure.js';
import { remedies, type Remedy } from '../../messages/remedies.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { hasPermissionChoice } from '../store/permission-choice.js';
import { requests } from '../store/requests.js';
import { useService, useSetUp } from '../store/selectors.js';
import {
  openAnotherService,
  closeConnect,
  openConnect,
  openPermissions,
  openSetUp,
  reopenSetUp,
} from '../store/ui-actions.js';
import { AdminRequest } from './AdminRequest.js';
import { OtherMethods } from './OtherMethods.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { asRegistrationFailure } from './registration-failure.js';
import { settingsToChange } from './settings-to-change.js';

interface AttemptFailedProps {
  readonly attempt: AttemptView;
  readonly failure: Failure;
}

export function AttemptFailed({ attempt, failure }: AttemptFailedProps) {
  const message = useMessage();
  const request = useRequest();
  const service = useService(attempt.serviceId);
  const setUp = useSetUp();
  const close = () => {
    void requests.closeAttempt({ attemptId: attempt.id });
    closeConnect();
  };

  function changeSettings(): void {
    void requests.closeAttempt({ attemptId: attempt.id });
    // The settings entered before did not work; the corrected ones replace them.
    if (isNew && settings === 'own_service')
      void requests.removeService({ serviceId: attempt.serviceId });
    if (settings === 'set_up_now' && setUp?.made?.isNew === true) {
      void requests.removeService({ serviceId: setUp.made.serviceId });
    }
    if (settings === 'set_up_now') reopenSetUp();
    else if (settings === 'set_up' && service) openSetUp(service);
    else openAnotherService();
  }
  function chooseAgain(serviceId: string): void {
    void requests.closeAttempt({ attemptId: attempt.id });
    openPermissions(serviceId);
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
      case 'paste_address':
      case 'use_local_address':
        void request.send(() => requests.retryAttempt({ attemptId: attempt.id }));
        return;
      case 'change_settings':
        changeSettings();
        return;
      case 'unlock':
        void request.send(() => requests.retryUnlock({}));
        return;
      case 'choose_protection':
        void requests.closeAttempt({ attemptId: attempt.id });
        openConnect();
        return;
      case 'close':
        close();
    }
  }
  const shownFailure = asRegistrationFailure(request.failure ?? failure, service);
  // A person who declined wants no other method.
  const wasDeclined = shownFailure.code === 'access_denied';
  const isForAdmin = shownFailure.code === 'admin_consent_needed';
  const isNew = attempt.connectionId === null;
  const usual = remedies[shownFailure.code];
  const settings = settingsToChange(shownFailure.code, service, setUp);
  const effective = usual === 'change_settings' && settings === 'none' ? 'try_again' : usual;
  return (
    <DialogBody>
      <DialogHeading takesFocus>
        {message(isNew ? 'attempt.failedHeading' : 'attempt.failedAgainHeading')}
      </DialogHeading>
      <FailureNotice
        failure={shownFailure}
        service={attempt.serviceName}
        busy={request.busy}
        neutral={wasDeclined}
        besidePrimary={isForAdmin}
        remedy={effective}
        onRemedy={remedy}
      />
      {shownFailure.code === 'redirect_refused' ? (
        <RedirectToRegister
          of={{ kind: 'attempt', attemptId: attempt.id }}
          intro={message('redirect.intro')}
        />
      ) : null}
      {isForAdmin ? (
        <AdminRequest
          onCopy={() => requests.copyAttemptAdminRequest({ attemptId: attempt.id })}
          service={attempt.serviceName}
          isPrimary
        />
      ) : null}
      {wasDeclined ? null : <OtherMethods attempt={attempt} methods={attempt.otherMethods} />}
      {isNew ? null : <p>{message('attempt.untouched')}</p>}
      <DialogButtons>
        {isNew && service && mayBePermissions(shownFailure.code) && hasPermissionChoice(service) ? (
          <Button onClick={() => chooseAgain(service.id)}>
            {message('attempt.otherPermissions')}
          </Button>
        ) : null}
        <Button onClick={close}>{message('dialog.close')}</Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** True if fewer permissions may be all that is missing. */
function mayBePermissions(code: FailureCode): boolean {
  return code === 'scope_refused' || code === 'admin_consent_needed';
}
