import type { ConnectionState, ConnectionView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import { remedies, type Remedy } from '../../messages/remedies.js';
import { asRegistrationFailure } from '../connect/registration-failure.js';
import { settingsToChange } from '../connect/settings-to-change.js';

const locked: Failure = { code: 'storage_locked', cause: '', host: null, serverError: null };

function causeOf(state: ConnectionState, vault: VaultView): Failure | null {
  switch (state.kind) {
    case 'retrying':
    case 'needs_sign_in':
    case 'misconfigured':
      return state.cause;
    case 'disconnecting':
      return 'cause' in state.progress ? state.progress.cause : null;
    case 'storage_locked':
      // With an open vault there is nothing to unlock; the state's sentence says the rest.
      return vault.kind === 'open' ? null : locked;
    case 'active':
    case 'refreshing':
    case 'offline':
    case 'expires':
    case 'newer_version':
      return null;
  }
}

function isInUse({ kind }: ConnectionState): boolean {
  return ['active', 'refreshing', 'offline', 'expires'].includes(kind);
}

function isRetried(state: ConnectionState): boolean {
  return (
    state.kind === 'retrying' ||
    (state.kind === 'disconnecting' && state.progress.kind === 'waiting')
  );
}

/** Nothing waits for an address here: the sign-in that wanted it is over. */
function onPage(remedy: Remedy): Remedy {
  switch (remedy) {
    case 'paste_again':
    case 'paste_address':
    case 'use_local_address':
      return 'sign_in_again';
    case 'try_again':
    case 'sign_in_again':
    case 'change_settings':
    case 'unlock':
    case 'choose_protection':
    case 'close':
      return remedy;
  }
}

export interface ShownFailure {
  readonly failure: Failure;
  readonly remedy: Remedy;
  /** Lanyard retries by itself. */
  readonly transient: boolean;
}

/**
 * The one failure a connection's page shows: why the last request failed, else what its state says, else
 * that the API wants another sign-in.
 */
export function shownFailure(
  { state, insufficientAuthentication }: ConnectionView,
  vault: VaultView,
  requestFailure: Failure | null,
  service: ServiceView | null,
): ShownFailure | null {
  const refusedByApi = isInUse(state) ? insufficientAuthentication : null;
  const cause = requestFailure ?? causeOf(state, vault) ?? refusedByApi;
  if (cause === null) return null;
  const failure = asRegistrationFailure(cause, service);
  const usual = remedies[failure.code];
  const transient = requestFailure === null && isRetried(state);
  // There is one remedy for a disconnect that failed: to try again.
  if (requestFailure === null && state.kind === 'disconnecting') {
    return { failure, remedy: 'try_again', transient };
  }
  const notEditable = settingsToChange(failure.code, service, null) === 'none';
  const remedy = usual === 'change_settings' && notEditable ? 'try_again' : onPage(usual);
  return { failure, remedy, transient };
}
