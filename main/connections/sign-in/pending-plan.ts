import type { ConnectionStore } from '../connection-store.js';
import type { PendingAttempt } from '../connection.js';
import type { ServiceCatalogue } from '../service.js';
import type { AttemptPlan } from './attempt.js';

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
      moreScopes: parameters.scopesRequested,
      requiredAuthentication,
    }
  );
}
