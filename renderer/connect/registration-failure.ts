import type { Failure } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';

/**
 * When the app registered itself there is no client ID that the user could check: the service refused
 * the registration, and signing in again makes a new one.
 */
export function asRegistrationFailure(failure: Failure, service: ServiceView | null): Failure {
  const isAboutClient = failure.code === 'client_refused' || failure.code === 'redirect_refused';
  return isAboutClient && service?.registeredByApp === true
    ? { ...failure, code: 'registration_refused' }
    : failure;
}
