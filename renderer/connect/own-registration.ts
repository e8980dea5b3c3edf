import type { Failure } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';

/**
 * Where the app registered itself there is no client ID that a person could compare: what was
 * refused is the registration, and signing in again makes another.
 */
export function asOwnRegistration(failure: Failure, service: ServiceView | null): Failure {
  const isAboutIt = failure.code === 'client_refused' || failure.code === 'redirect_refused';
  return isAboutIt && service?.registeredByApp === true
    ? { ...failure, code: 'registration_refused' }
    : failure;
}
