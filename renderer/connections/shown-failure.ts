import type { ConnectionState, ConnectionView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';

function causeOf(state: ConnectionState): Failure | null {
  switch (state.kind) {
    case 'retrying':
    case 'needs_sign_in':
    case 'misconfigured':
    case 'disconnecting':
      return state.cause;
    case 'storage_locked':
      return { code: 'storage_locked', cause: '', host: null, serverError: null };
    case 'active':
    case 'refreshing':
    case 'offline':
    case 'expires':
      return null;
  }
}

/** The one failure a connection's page shows: why the last request was not taken, else its own trouble. */
export function shownFailure(connection: ConnectionView, notTaken: Failure | null): Failure | null {
  return notTaken ?? causeOf(connection.state);
}
