/**
 * What support sees of one connection: what is stored and what is known, with a fingerprint in
 * place of each token.
 */
import type {
  ConnectionDetails,
  IntrospectionView,
  TokenDetailsView,
  UnknownName,
} from '../../../ipc/connection-view.js';
import { readJwtClaims } from '../../oauth/jwt-claims.js';
import { introspectToken } from '../../oauth/token-introspection.js';
import type { AccessTokens } from '../access-token.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import type { ConnectionStore } from '../connection-store.js';
import { failureFromOAuth, failureOf, storageFailure } from '../failures.js';
import { accountName } from '../identity.js';
import type { Clock } from '../../ports/clock.js';
import type { RecordStore } from '../../ports/vault.js';
import type { Adjustment } from '../service-adjustment.js';
import type { ContextFor } from '../service-context.js';
import { isUnknown, type UnknownValue } from '../unknown-value.js';
import { isUsable } from '../usable-connection.js';

/** As many entries of the activity as a person can make sense of at once. */
const activityShown = 200;

export interface DetailsWatcher {
  /** From now on these details are told whenever they change; null for none. */
  watch(connectionId: string | null): Promise<void>;
  /** Asks the server what it thinks of the access token (RFC 7662) and shows the answer. */
  askServer(connectionId: string): Promise<void>;
  /** Tells the details again if they are of one of these connections. */
  refreshIfWatched(connectionIds: readonly string[] | 'all'): Promise<void>;
}

export interface DetailsWatcherOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly accessTokens: Pick<AccessTokens, 'usableAccessToken'>;
  readonly describeAdjustment: (adjustment: Adjustment) => string;
  readonly tell: (details: ConnectionDetails | null) => void;
}

export function createDetailsWatcher(needs: DetailsWatcherOptions): DetailsWatcher {
  const { store, clock, contextFor, accessTokens, describeAdjustment, tell } = needs;
  let watched: string | null = null;
  let introspection: IntrospectionView = { kind: 'not_asked' };
  /** Counts requests to read, so that a slow reading never overtakes a newer one. */
  let reading = 0;

  async function show(): Promise<void> {
    reading += 1;
    const mine = reading;
    const details = watched === null ? null : await read(watched);
    if (mine === reading) tell(details);
  }

  async function read(connectionId: string): Promise<ConnectionDetails | null> {
    const entry = store.get(connectionId);
    if (!entry) return null;
    const opened = await open(connectionId);
    return {
      connectionId,
      tokens: opened?.secrets
        ? {
            ...tokenDetails(entry.connection, opened.secrets, opened.recordStore, introspection),
            adjustments: entry.connection.adjustments.map((each) =>
              isUnknown(each) ? each.name : describeAdjustment(each),
            ),
          }
        : null,
      activity: opened?.activity ?? [],
      endsWithIt: endingWith(entry.connection),
    };
  }

  /** Where the service ends all connections of one account or organisation together. */
  function endingWith(connection: Connection): readonly string[] {
    if (connection.endsSiblings !== true) return [];
    return store
      .all()
      .filter(({ connection: other }) => {
        return other.id !== connection.id && other.serviceId === connection.serviceId;
      })
      .map(({ connection: other }) => other.ownLabel ?? accountName(other.account));
  }

  /** Null while nothing can be opened: the connection's state says so already. */
  async function open(connectionId: string) {
    try {
      const recordStore = store.recordStore();
      const [secrets, entries] = await Promise.all([
        recordStore.secrets(connectionId).catch(() => null),
        recordStore.activity(connectionId, activityShown),
      ]);
      const activity = entries.map(({ at, kind, failure }) => {
        return { at, kind: isUnknown(kind) ? ('newer_version' as const) : kind, failure };
      });
      return { recordStore, secrets, activity };
    } catch {
      return null;
    }
  }

  async function ask(connectionId: string): Promise<IntrospectionView> {
    const connection = store.get(connectionId)?.connection;
    const at = () => clock.now();
    if (!connection) return { kind: 'failed', at: at(), failure: failureOf('not_found') };
    if (!isUsable(connection)) {
      return { kind: 'failed', at: at(), failure: failureOf('newer_version') };
    }
    try {
      const usable = await accessTokens.usableAccessToken(connectionId, { validForMs: 0 });
      const { tokens, authentication } = await store.recordStore().secrets(connectionId);
      // Where no token is usable, support wants to know about the one that is stored.
      const token = usable.kind === 'ok' ? usable.value.accessToken : tokens.accessToken;
      const { server, adjustments, registration } = connection;
      const { clientId } = registration;
      const client = { clientId, authentication };
      const outcome = await introspectToken(
        { server, client, token, hint: 'access_token' },
        contextFor({ server, clientId, adjustments }),
      );
      return outcome.kind === 'ok'
        ? { kind: 'answered', at: at(), ...outcome.value }
        : { kind: 'failed', at: at(), failure: failureFromOAuth(outcome).failure };
    } catch (error) {
      return { kind: 'failed', at: at(), failure: storageFailure(error) };
    }
  }

  return {
    async watch(connectionId) {
      watched = connectionId;
      introspection = { kind: 'not_asked' };
      await show();
    },

    async askServer(connectionId) {
      if (connectionId !== watched) await this.watch(connectionId);
      introspection = { kind: 'asking' };
      await show();
      const answer = await ask(connectionId);
      if (connectionId !== watched) return;
      introspection = answer;
      await show();
    },

    async refreshIfWatched(connectionIds) {
      if (watched === null) return;
      if (connectionIds === 'all' || connectionIds.includes(watched)) await show();
    },
  };
}

function nameOrUnknown<T extends string>(value: T | UnknownValue): T | UnknownName {
  return isUnknown(value) ? { unknown: value.name } : value;
}

function tokenDetails(
  connection: Connection,
  { tokens }: ConnectionSecrets,
  recordStore: RecordStore,
  introspection: IntrospectionView,
): Omit<TokenDetailsView, 'adjustments'> {
  const fingerprint = (token: string | null) =>
    token === null ? null : recordStore.fingerprint(token);
  const { server, registration } = connection;
  return {
    issuer: server.issuer,
    clientId: registration.clientId,
    clientAuthentication: nameOrUnknown(registration.clientAuthentication),
    grant: nameOrUnknown(connection.grant),
    redirectUri: registration.redirectUri,
    resource: connection.resource,
    knownLifetimes: connection.lifetime,
    subject: connection.account.subject,
    tokenType: tokens.tokenType,
    issuedAt: connection.issuedAt,
    expiresAt: connection.accessTokenExpiresAt,
    lastRefreshedAt: connection.lastRefreshedAt,
    accessToken: recordStore.fingerprint(tokens.accessToken),
    refreshToken: fingerprint(tokens.refreshToken),
    refreshTokenExpiresAt: connection.refreshTokenExpiresAt,
    idToken: fingerprint(tokens.idToken),
    scopesAsked: connection.scopesAsked,
    scopesGranted: connection.scopesGranted,
    idTokenClaims: connection.idTokenClaims,
    accessTokenClaims: readJwtClaims(tokens.accessToken),
    introspection: server.introspectionEndpoint === null ? { kind: 'not_offered' } : introspection,
  };
}
