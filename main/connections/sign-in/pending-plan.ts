/** The plan, the method and the page with which a pending attempt goes on. */
import type { ConnectionStore } from '../connection-store.js';
import type { PendingAttempt, PendingCode } from '../connection.js';
import type { ServiceCatalogue } from '../service.js';
import type { AttemptPlan } from './attempt.js';
import type { SignInMethod } from './redirect.js';

/** The plan of an attempt found on the disk; null when its service is no longer known. */
export function planOfPending(
  { connectionId, parameters, requiredAuthentication }: PendingAttempt,
  catalogue: ServiceCatalogue,
  store: ConnectionStore,
): AttemptPlan | null {
  const service = catalogue.find(parameters.serviceId);
  const entry = connectionId === null ? null : store.get(connectionId);
  // Started over, it requests what it requested before.
  return (
    service && {
      service,
      connection: entry?.connection ?? null,
      chosenScopes: parameters.scopesRequested,
      moreScopes: parameters.scopesRequested,
      requiredAuthentication,
    }
  );
}

export function methodOf(pending: PendingAttempt): SignInMethod {
  switch (pending.kind) {
    case 'browser':
      return pending.redirectMethod;
    case 'code':
      return 'device_code';
    case 'server_held':
      return 'server_held';
  }
}

/** The page on which the user enters the code. */
export function codePage({ verificationUri, verificationUriComplete }: PendingCode): string {
  return verificationUriComplete ?? verificationUri;
}
