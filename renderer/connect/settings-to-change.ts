import type { FailureCode } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';
import type { SetUpDraft } from '../store/window-store.js';

/** Failures that another client ID, or another value beside it, can resolve. */
const clientFailures: ReadonlySet<FailureCode> = new Set([
  'client_id_missing',
  'client_refused',
  'redirect_refused',
  'tenant_unknown',
]);

/**
 * The settings that the user can change after a failure: those of their own service, those just entered
 * to set one up, or the client ID of one that ships with the app. Settings from a file belong to an
 * administrator.
 */
export function settingsToChange(
  code: FailureCode,
  service: ServiceView | null,
  setUp: SetUpDraft | null,
): 'own_service' | 'set_up_now' | 'set_up' | 'none' {
  if (service === null) return 'none';
  if (setUp?.made?.serviceId === service.id) return 'set_up_now';
  switch (service.source) {
    case 'user':
      return 'own_service';
    case 'shipped':
      return clientFailures.has(code) ? 'set_up' : 'none';
    case 'file':
      return 'none';
  }
}
