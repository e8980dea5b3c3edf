/** From what main knows to what a window may know. No token, code, verifier or client secret passes here. */
import type {
  ConnectionState,
  ConnectionView,
  Lifetime,
  PermissionView,
} from '../../../ipc/connection-view.js';
import type { BookEntry } from '../connection-store.js';
import type { Passing } from '../connection-state.js';
import type { Connection } from '../connection.js';
import { progressView } from '../disconnect/disconnect-progress.js';
import { accountName } from '../identity.js';
import { nextRenewalAt, renewsItself } from '../refresh/refresh-schedule.js';

/** @param vaultIsOpen while it is not, no connection can be used, whatever else is known of it. */
export function connectionView(entry: BookEntry, vaultIsOpen: boolean): ConnectionView {
  const { connection } = entry;
  return {
    id: connection.id,
    serviceId: connection.serviceId,
    serviceName: connection.serviceName,
    label: connection.ownLabel ?? accountName(connection.account),
    account: { name: connection.account.name, email: connection.account.email },
    state: stateOf(entry, vaultIsOpen),
    lifetime: lifetimeOf(connection, entry.passing),
    permissions: permissionsOf(connection),
    connectedAt: connection.connectedAt,
    lastRenewedAt: connection.lastRenewedAt,
    accessTokenExpiresAt: connection.accessTokenExpiresAt,
    hasAccountPage: connection.accountPage !== null,
    canRevoke: connection.server.revocationEndpoint !== null,
    hasSignOutPage: connection.server.endSessionEndpoint !== null,
  };
}

function stateOf(entry: BookEntry, vaultIsOpen: boolean): ConnectionState {
  const { connection, passing, secretsReadable } = entry;
  const { standing } = connection;
  // One that is being ended does without its secrets: what that takes is kept apart.
  const canBeUsed = secretsReadable || standing.kind === 'disconnecting';
  if (!vaultIsOpen || !canBeUsed) return { kind: 'storage_locked' };
  switch (standing.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
      // Asking again after a refusal is worth showing as such.
      return passing.kind === 'refreshing' ? { kind: 'refreshing' } : standing;
    case 'disconnecting':
      return {
        kind: 'disconnecting',
        since: standing.since,
        progress: progressView(standing, passing.kind === 'retrying' ? passing : null),
      };
    case 'good':
      return passingState(connection, passing);
  }
}

function passingState(connection: Connection, passing: Passing): ConnectionState {
  switch (passing.kind) {
    case 'refreshing':
      return { kind: 'refreshing' };
    case 'retrying':
      return { kind: 'retrying', cause: passing.cause, nextAttemptAt: passing.nextAttemptAt };
    case 'offline':
      return { kind: 'offline', since: passing.since };
    case 'none':
      return { kind: renewsItself(connection) ? 'active' : 'expires' };
  }
}

function lifetimeOf(connection: Connection, passing: Passing): Lifetime {
  if (renewsItself(connection)) {
    const waits = passing.kind === 'retrying' || passing.kind === 'offline';
    return {
      kind: 'renews',
      nextRenewalAt: waits ? passing.nextAttemptAt : nextRenewalAt(connection),
    };
  }
  return connection.accessTokenExpiresAt === null
    ? { kind: 'not_known' }
    : { kind: 'ends', at: connection.accessTokenExpiresAt };
}

function permissionsOf(connection: Connection): PermissionView[] {
  const { scopesAsked, scopesGranted, scopeWords } = connection;
  return [...new Set([...scopesGranted, ...scopesAsked])].map((scope) => ({
    scope,
    words: scopeWords[scope] ?? null,
    asked: scopesAsked.includes(scope),
    granted: scopesGranted.includes(scope),
  }));
}
