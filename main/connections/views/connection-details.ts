/** The details of a connection for support: all that is stored and known, tokens as fingerprints. */
import type { ConnectionDetails } from '../../../ipc/connection-view.js';
import type { Failure } from '../../../ipc/failure.js';
import type {
  IntrospectionView,
  KnownLifetimesView,
  TokenDetailsView,
  UnknownName,
} from '../../../ipc/token-details-view.js';
import { readJwtClaims } from '../../oauth/jwt-claims.js';
import type { SecretFilter } from '../../oauth/known-secrets.js';
import { introspectToken } from '../../oauth/token-introspection.js';
import type { Clock } from '../../ports/clock.js';
import type { RecordStore } from '../../ports/vault.js';
import { jsonForDisplay } from '../../text/json-for-display.js';
import type { JsonObject } from '../../text/json.js';
import { markUnseen, outsideText } from '../../text/outside-text.js';
import type { AccessTokens } from '../access-token.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, ConnectionSecrets, StoredTokens } from '../connection.js';
import { failureFromOAuth, failureOf, storageFailure } from '../failures.js';
import { isIdentified } from '../identity.js';
import type { ContextFor } from '../service-context.js';
import type { KnownLifetime } from '../service.js';
import { isUnknown, type UnknownValue } from '../unknown-value.js';
import { isUsable } from '../usable-connection.js';
import { withoutSecrets } from '../without-secrets.js';
import { activityView } from './activity-view.js';
import { forecastOf, registrationEnd } from './forecast.js';

/** The newest entries of the activity; more is more than anyone reads. */
const activityLimit = 200;

export interface DetailsWatcherOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly accessTokens: Pick<AccessTokens, 'usableAccessToken'>;
  readonly emit: (details: ConnectionDetails | null) => void;
}

export class DetailsWatcher {
  readonly #options: DetailsWatcherOptions;
  #watched: string | null = null;
  #introspection: IntrospectionView = { kind: 'not_requested' };
  /** Counts reads, so that a slow one never replaces the result of a newer one. */
  #reads = 0;

  constructor(options: DetailsWatcherOptions) {
    this.#options = options;
  }

  /** Emits these details now and whenever they change; null for none. */
  async watch(connectionId: string | null): Promise<void> {
    this.#watched = connectionId;
    this.#introspection = { kind: 'not_requested' };
    await this.#emit();
  }

  /** Introspects the access token at the server (RFC 7662) and emits the answer with the details. */
  async introspect(connectionId: string): Promise<void> {
    if (connectionId !== this.#watched) await this.watch(connectionId);
    this.#introspection = { kind: 'pending' };
    await this.#emit();
    const answer = await this.#requestIntrospection(connectionId);
    if (connectionId !== this.#watched) return;
    this.#introspection = answer;
    await this.#emit();
  }

  /** Emits the details again if they are of one of these connections. */
  async connectionsChanged(connectionIds: readonly string[] | 'all'): Promise<void> {
    if (this.#watched === null) return;
    if (connectionIds === 'all' || connectionIds.includes(this.#watched)) await this.#emit();
  }

  async #emit(): Promise<void> {
    this.#reads += 1;
    const read = this.#reads;
    const details = this.#watched === null ? null : await this.#read(this.#watched);
    if (read === this.#reads) this.#options.emit(details);
  }

  async #read(connectionId: string): Promise<ConnectionDetails | null> {
    const entry = this.#options.store.get(connectionId);
    if (!entry) return null;
    const filter = this.#options.store.filterFor(entry.connection);
    const opened = await this.#open(entry.connection, filter);
    return {
      connectionId,
      tokens: opened?.secrets
        ? tokenDetails(
            entry.connection,
            opened.secrets,
            opened.recordStore,
            this.#introspection,
            filter,
          )
        : null,
      activity: opened?.activity ?? null,
      forecast: opened ? forecastOf(opened.facts, this.#options.clock.now()) : { kind: 'none' },
    };
  }

  /** Null while the vault is closed, which the connection's state shows already. */
  async #open(connection: Connection, filter: SecretFilter) {
    const { id: connectionId, serviceId } = connection;
    try {
      const recordStore = this.#options.store.recordStore();
      const [secrets, entries, service] = await Promise.all([
        recordStore.secrets(connectionId).catch(() => null),
        recordStore.activity(connectionId, activityLimit),
        recordStore.service(serviceId).catch(() => null),
      ]);
      const activity = entries.map(activityView).map((each) => ({
        ...each,
        failure: each.failure && withoutSecrets(each.failure, filter),
      }));
      const facts = { connection, registrationEndsAt: registrationEnd(connection, service) };
      return { recordStore, secrets, activity, facts };
    } catch {
      return null;
    }
  }

  async #requestIntrospection(connectionId: string): Promise<IntrospectionView> {
    const { store, clock, contextFor, accessTokens } = this.#options;
    const connection = store.get(connectionId)?.connection;
    const failed = (failure: Failure) => ({ kind: 'failed', at: clock.now(), failure }) as const;
    if (!connection) return failed(failureOf('not_found'));
    if (!isUsable(connection)) return failed(failureOf('newer_version'));
    try {
      const usable = await accessTokens.usableAccessToken(connectionId, { validForMs: 0 });
      const { tokens, authentication, proofKey } = await store.recordStore().secrets(connectionId);
      // Where no token is usable, support wants to know about the one that is stored.
      const token = usable.kind === 'ok' ? usable.value.accessToken : tokens.accessToken;
      const { serviceId, server, adjustments } = connection;
      const { clientId } = connection.registration;
      const client = { clientId, authentication };
      const outcome = await introspectToken(
        { server, client, token, hint: 'access_token', proofKey },
        contextFor({ serviceId, server, clientId, adjustments }),
      );
      if (outcome.kind === 'ok') return { kind: 'answered', at: clock.now(), ...outcome.value };
      return outcome.error.code === 'introspection_refused'
        ? { kind: 'refused', at: clock.now() }
        : failed(failureFromOAuth(outcome).failure);
    } catch (error) {
      return failed(storageFailure(error));
    }
  }
}

function nameOrUnknown<T extends string>(value: T | UnknownValue): T | UnknownName {
  return isUnknown(value) ? { unknown: value.name } : value;
}

/** Those of the service, and those that its latest token response took. */
function adjustmentsView(
  { adjustments }: Connection,
  tokens: StoredTokens,
): TokenDetailsView['adjustments'] {
  const ofService = adjustments.map((each) => (isUnknown(each) ? each : each.name));
  return [...new Set([...ofService, ...tokens.adjustments])].map(nameOrUnknown);
}

function lifetimesView({
  accessTokenMs,
  refreshTokenIdleMs,
  refreshTokenMaxMs,
  graceMs,
  rotates,
  source,
}: KnownLifetime): KnownLifetimesView {
  const lifetimes = { accessTokenMs, refreshTokenIdleMs, refreshTokenMaxMs, graceMs, rotates };
  return { ...lifetimes, source: source && outsideText('source', source) };
}

/** The answer may repeat what it was asked about. */
function shownIntrospection(
  introspection: IntrospectionView,
  filter: SecretFilter,
): IntrospectionView {
  switch (introspection.kind) {
    case 'answered': {
      const claims = jsonForDisplay(filter.redactJson(introspection.claims)) as JsonObject;
      return { ...introspection, claims };
    }
    case 'failed':
      return { ...introspection, failure: withoutSecrets(introspection.failure, filter) };
    case 'not_offered':
    case 'not_requested':
    case 'pending':
    case 'refused':
      return introspection;
  }
}

function tokenDetails(
  connection: Connection,
  { tokens, idTokenClaims = null }: ConnectionSecrets,
  recordStore: RecordStore,
  introspection: IntrospectionView,
  filter: SecretFilter,
): TokenDetailsView {
  const fingerprint = (token: string | null) =>
    token === null ? null : recordStore.fingerprint(token);
  const { server, registration, account } = connection;
  const accessTokenClaims = readJwtClaims(tokens.accessToken);
  const redacted = (claims: JsonObject) => jsonForDisplay(filter.redactJson(claims)) as JsonObject;
  return {
    issuer: server.issuer,
    clientId: markUnseen(registration.clientId),
    clientAuthentication: nameOrUnknown(registration.clientAuthentication),
    grant: nameOrUnknown(connection.grant),
    assertion: isUnknown(connection.assertion) ? null : (connection.assertion ?? null),
    redirectUri: registration.redirectUri,
    resource: connection.resource,
    adjustments: adjustmentsView(connection, tokens),
    knownLifetimes: lifetimesView(connection.lifetime),
    subject: isIdentified(account) ? markUnseen(filter.redact(account.subject)) : null,
    tokenType: markUnseen(tokens.tokenType),
    issuedAt: connection.issuedAt,
    expiresAt: connection.accessTokenExpiresAt,
    lastRefreshedAt: connection.lastRefreshedAt,
    accessToken: recordStore.fingerprint(tokens.accessToken),
    refreshToken: fingerprint(tokens.refreshToken),
    refreshTokenExpiresAt: connection.refreshTokenExpiresAt,
    idToken: fingerprint(tokens.idToken),
    scopesRequested: connection.scopesRequested.map((scope) => markUnseen(scope)),
    scopesGranted: connection.scopesGranted.map((scope) => markUnseen(scope)),
    authorizationDetails: (tokens.authorizationDetails ?? []).map(redacted),
    idTokenClaims: idTokenClaims && redacted(idTokenClaims),
    accessTokenClaims: accessTokenClaims && redacted(accessTokenClaims),
    introspection:
      server.introspectionEndpoint === null
        ? { kind: 'not_offered' }
        : shownIntrospection(introspection, filter),
  };
}
