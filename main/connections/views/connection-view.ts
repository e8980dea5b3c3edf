/**
 * The part of a connection that a window may know. No token, code, verifier or client secret is in
 * it. Members are copied one by one: what is stored may have more, written by a newer version.
 */
import type {
  ConnectionState,
  ConnectionView,
  ConnectionLifetime,
  PermissionView,
  TokenBindingView,
} from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type { ConnectionColour } from '../../../ipc/limits.js';
import { formatMessage } from '../../../messages/format.js';
import { isSigningAlgorithm } from '../../oauth/private-key.js';
import { isScopeToken } from '../../oauth/scope.js';
import { markUnseen, outsideText, textOrEmpty } from '../../text/outside-text.js';
import type { TransientState } from '../connection-state.js';
import type { ConnectionEntry } from '../connection-store.js';
import type { Connection, RefreshRefusals } from '../connection.js';
import { describeScope } from '../describe-scope.js';
import { progressView } from '../disconnect/disconnect-progress.js';
import { failureOf, failureView } from '../failures.js';
import { accountView, labelOf, serviceNameOf } from '../identity.js';
import { retryAfterRefusals } from '../refresh/refresh-refusals.js';
import { minIntervalMs, nextRefreshAt, refreshesItself } from '../refresh/refresh-schedule.js';
import { isUnknown } from '../unknown-value.js';
import { isUsable } from '../usable-connection.js';

/**
 * @param vaultIsOpen while it is not, no connection can be used, whatever else is known about it
 * @param scopeDescriptions descriptions for the user, by scope
 */
export function connectionView(
  entry: ConnectionEntry,
  vaultIsOpen: boolean,
  scopeDescriptions: Readonly<Record<string, string>>,
): ConnectionView {
  const { connection } = entry;
  return {
    id: connection.id,
    serviceId: connection.serviceId,
    serviceName: serviceNameOf(connection),
    label: labelOf(connection),
    colour: colourOf(connection),
    note: connection.note === undefined ? null : outsideText('note', connection.note),
    account: accountView(connection.account),
    state: stateOf(entry, vaultIsOpen),
    lifetime: lifetimeOf(connection, entry.transient),
    permissions: permissionsOf(connection, scopeDescriptions),
    connectedAt: connection.connectedAt,
    lastRefreshedAt: connection.lastRefreshedAt,
    accessTokenExpiresAt: connection.accessTokenExpiresAt,
    hasAccountPage: connection.accountPage !== null,
    canRevoke: connection.server.revocationEndpoint !== null,
    hasSignOutPage: connection.server.endSessionEndpoint !== null,
    tokenBinding: tokenBindingOf(connection),
    insufficientAuthentication: insufficientAuthenticationOf(connection),
  };
}

/** A colour that only a newer version knows is not shown. */
function colourOf({ ownColour }: Connection): ConnectionColour | null {
  return ownColour === undefined || isUnknown(ownColour) ? null : ownColour;
}

/** Beside the state: what was granted still works elsewhere, and is refreshed. */
function insufficientAuthenticationOf({ requiredAuthentication }: Connection): Failure | null {
  if (requiredAuthentication === undefined) return null;
  const { acrValues, maxAgeSeconds } = requiredAuthentication;
  const wanted = [
    acrValues.length === 0 ? null : `acr_values: ${acrValues.join(' ')}`,
    maxAgeSeconds === null ? null : `max_age: ${maxAgeSeconds}`,
  ].filter((each) => each !== null);
  return {
    ...failureOf('authentication_insufficient', textOrEmpty('cause', wanted.join('; '))),
    serverError: 'insufficient_user_authentication',
  };
}

function tokenBindingOf({ server, bindTokens }: Connection): TokenBindingView {
  const isOffered = server.dpopSigningAlgorithms?.some(isSigningAlgorithm) === true;
  return isOffered ? { kind: 'offered', chosen: bindTokens ?? null } : { kind: 'not_offered' };
}

function stateOf(entry: ConnectionEntry, vaultIsOpen: boolean): ConnectionState {
  const { connection, transient, secretsReadable } = entry;
  // A disconnect needs no secrets: its token is in the outbox.
  const canBeUsed = secretsReadable || connection.standing.kind === 'disconnecting';
  if (!vaultIsOpen || !canBeUsed) return { kind: 'storage_locked' };
  if (!isUsable(connection) || transient.kind === 'newer_version') {
    return { kind: 'newer_version' };
  }
  const { standing } = connection;
  switch (standing.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
      // The user tries again after a refusal: show that it is under way.
      return transient.kind === 'refreshing'
        ? { kind: 'refreshing' }
        : { kind: standing.kind, cause: failureView(standing.cause) };
    case 'disconnecting':
      return {
        kind: 'disconnecting',
        since: standing.since,
        progress: progressView(standing, transient.kind === 'retrying' ? transient : null),
      };
    case 'active':
      return transientState(connection, transient);
  }
}

function transientState(
  connection: Connection,
  transient: Exclude<TransientState, { kind: 'newer_version' }>,
): ConnectionState {
  switch (transient.kind) {
    case 'refreshing':
      return { kind: 'refreshing' };
    case 'retrying':
      return {
        kind: 'retrying',
        cause: failureView(transient.cause),
        nextAttemptAt: transient.nextAttemptAt,
      };
    case 'offline':
      return { kind: 'offline', since: transient.since };
    case 'none':
      return connection.refusals === null ? working(connection) : refused(connection.refusals);
  }
}

function working(connection: Connection): ConnectionState {
  return { kind: refreshesItself(connection) ? 'active' : 'expires' };
}

/** Refused before the app started, and not tried again since. */
function refused(refusals: RefreshRefusals): ConnectionState {
  return {
    kind: 'retrying',
    cause: failureView(refusals.cause),
    nextAttemptAt: retryAfterRefusals(refusals, 0),
  };
}

function lifetimeOf(connection: Connection, transient: TransientState): ConnectionLifetime {
  if (refreshesItself(connection)) {
    return {
      kind: 'refreshes',
      nextRefreshAt: nextAttemptAt(connection, transient),
      endsAfterMs: shortLife(connection),
    };
  }
  return connection.accessTokenExpiresAt === null
    ? { kind: 'not_known' }
    : { kind: 'ends', at: connection.accessTokenExpiresAt };
}

function nextAttemptAt(connection: Connection, transient: TransientState): number | null {
  switch (transient.kind) {
    case 'retrying':
    case 'offline':
      return transient.nextAttemptAt;
    case 'newer_version':
      return null;
    case 'refreshing':
    case 'none':
      return nextRefreshAt(connection);
  }
}

/** Access that ends before it may be refreshed again: how long it lasts, ms; null: long enough. */
function shortLife({ accessTokenExpiresAt, issuedAt }: Connection): number | null {
  const life = accessTokenExpiresAt === null ? Infinity : accessTokenExpiresAt - issuedAt;
  return life < minIntervalMs ? Math.max(0, life) : null;
}

function permissionsOf(
  { scopesRequested, scopesGranted, hasRefreshToken }: Connection,
  scopeDescriptions: Readonly<Record<string, string>>,
): PermissionView[] {
  return [...new Set([...scopesGranted, ...scopesRequested])].map((scope) => ({
    ...scopeView(scope, scopeDescriptions),
    requested: scopesRequested.includes(scope),
    // Some servers grant it without listing it (OpenID Connect Core §11): a refresh token is all it means.
    granted: scopesGranted.includes(scope) || (scope === 'offline_access' && hasRefreshToken),
  }));
}

/** The name of one that is not valid could be a sentence or look like another, so words of ours explain it. */
function scopeView(
  scope: string,
  scopeDescriptions: Readonly<Record<string, string>>,
): Pick<PermissionView, 'scope' | 'description'> {
  return isScopeToken(scope)
    ? { scope, description: describeScope(scope, scopeDescriptions) }
    : { scope: markUnseen(scope, 100), description: formatMessage('permissions.notValid') };
}
