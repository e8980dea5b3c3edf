import type { ConnectionState, ConnectionView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { VaultView } from '../../ipc/vault-view.js';
import { remedies, type Remedy } from '../messages/remedies.js';

const locked: Failure = { code: 'storage_locked', cause: '', host: null, serverError: null };

function causeOf(state: ConnectionState, vault: VaultView): Failure | null {
  switch (state.kind) {
    case 'retrying':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'disconnecting':
      return state.cause;
    case 'storage_locked':
      // With the vault open there is nothing to unlock: its sentence says what is known.
      return vault.kind === 'open' ? null : locked;
    case 'active':
    case 'refreshing':
    case 'offline':
    case 'expires':
      return null;
  }
}

export interface ShownFailure {
  readonly failure: Failure;
  readonly remedy: Remedy;
}

/** The one failure a connection's page shows: why the last request was not taken, else its own trouble. */
export function shownFailure(
  { state }: ConnectionView,
  vault: VaultView,
  notTaken: Failure | null,
  settingsAreOurs: boolean,
): ShownFailure | null {
  const failure = notTaken ?? causeOf(state, vault);
  if (failure === null) return null;
  const usual = remedies[failure.code];
  // Settings of a service that came with the app or a file are not the person's to change here.
  const remedy = usual === 'change_settings' && !settingsAreOurs ? 'try_again' : usual;
  return { failure, remedy };
}
