import type { FailureCode } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';
import type { SetUpDraft } from '../store/window-store.js';

/** What a client ID alone can mend. */
const clientTroubles: ReadonlySet<FailureCode> = new Set([
  'client_id_missing',
  'client_refused',
  'redirect_refused',
]);

/**
 * Which settings the person can change after a failure: those of a service of their own, those just
 * typed to set one up, or the client ID given to one that came with the app. Settings that came
 * with a file are an administrator's.
 */
export function settingsToChange(
  code: FailureCode,
  service: ServiceView | null,
  setUp: SetUpDraft | null,
): 'own_service' | 'set_up_now' | 'set_up' | 'none' {
  if (service === null) return 'none';
  if (setUp?.made?.serviceId === service.id) return 'set_up_now';
  switch (service.source) {
    case 'person':
      return 'own_service';
    case 'shipped':
      return clientTroubles.has(code) ? 'set_up' : 'none';
    case 'file':
      return 'none';
  }
}
