import type { Remedy } from '../../messages/remedies.js';
import type { Request } from '../components/request.js';
import { requests } from '../store/requests.js';
import { closeConnect } from '../store/ui-actions.js';

interface FormActions {
  /** Leads to the field that has to change. */
  readonly changeSettings: () => void;
  readonly submit: () => void;
}

/** Does what the button of a failure says, in a form of the connect dialog. */
export function applyFormRemedy(
  kind: Remedy,
  { send }: Pick<Request, 'send'>,
  { changeSettings, submit }: FormActions,
): void {
  switch (kind) {
    case 'change_settings':
      changeSettings();
      return;
    case 'unlock':
      void send(() => requests.retryUnlock({}));
      return;
    case 'close':
      closeConnect();
      return;
    case 'try_again':
    case 'sign_in_again':
    case 'paste_again':
    case 'paste_address':
    case 'use_local_address':
    case 'choose_protection':
      submit();
  }
}
