/**
 * Predicts from what is stored which events of a connection will need the user in the next 90 days. Pure
 * functions.
 */
import type {
  ForecastEntry,
  ForecastEvent,
  ForecastSource,
  ForecastView,
} from '../../../ipc/forecast-view.js';
import { outsideText } from '../../text/outside-text.js';
import type { Connection } from '../connection.js';
import type { CustomRegistration, CustomService } from '../custom-service.js';
import { refreshesItself } from '../refresh/refresh-schedule.js';
import { isUsable } from '../usable-connection.js';

const day = 24 * 60 * 60 * 1000;
export const forecastMs = 90 * day;

export interface ForecastFacts {
  readonly connection: Connection;
  /** When the client secret of its registration ends; null: never, or there is none. */
  readonly registrationEndsAt: number | null;
}

const server: ForecastSource = { kind: 'server' };
const seen: ForecastSource = { kind: 'seen' };

export function forecastOf(facts: ForecastFacts, now: number): ForecastView {
  const { connection } = facts;
  if (!isUsable(connection)) return { kind: 'none' };
  switch (connection.standing.kind) {
    case 'disconnecting':
      return { kind: 'none' };
    case 'needs_sign_in':
    case 'misconfigured':
      return { kind: 'needs_you_now' };
    case 'active':
      return expected(facts, now);
  }
}

function expected({ connection, registrationEndsAt }: ForecastFacts, now: number): ForecastView {
  const { accessTokenExpiresAt, lastRefreshedAt, refusals } = connection;
  const ofItself = refreshesItself(connection);
  if (!ofItself && accessTokenExpiresAt !== null && accessTokenExpiresAt <= now) {
    return { kind: 'needs_you_now' };
  }
  const entries = [
    ...(ofItself ? endsOfRefreshToken(connection, now) : [endOfAccess(accessTokenExpiresAt)]),
    ...(registrationEndsAt === null || registrationEndsAt <= now
      ? []
      : [
          { event: { kind: 'registration_ends', at: registrationEndsAt }, source: server } as const,
        ]),
    ...(refusals === null ? [] : [{ event: { kind: 'refused' }, source: seen } as const]),
  ].toSorted((one, other) => timeOf(one.event) - timeOf(other.event));
  const isSoon = ({ event }: ForecastEntry) => !('at' in event) || event.at <= now + forecastMs;
  return {
    kind: 'expected',
    entries: entries.filter(isSoon),
    later: entries.find((entry) => !isSoon(entry)) ?? null,
    refreshingSince: ofItself && lastRefreshedAt !== null ? signedInAt(connection) : null,
  };
}

function endOfAccess(at: number | null): ForecastEntry {
  const event: ForecastEvent =
    at === null ? { kind: 'access_end_not_known' } : { kind: 'access_ends', at };
  return { event, source: server };
}

/** The ends that are still ahead. Past ones did not come true: the connection works. */
function endsOfRefreshToken(connection: Connection, now: number): readonly ForecastEntry[] {
  const { hasRefreshToken, refreshTokenExpiresAt, lifetime } = connection;
  // Without one, the app signs in by itself, with its own credentials or an assertion.
  if (!hasRefreshToken) return [];
  const documented: ForecastSource = {
    kind: 'documentation',
    name: lifetime.source && outsideText('source', lifetime.source),
  };
  const found: ForecastEntry[] = [];
  if (refreshTokenExpiresAt !== null) {
    found.push({ event: endOf(refreshTokenExpiresAt, null, connection), source: server });
  } else if (lifetime.refreshTokenMaxMs !== null) {
    const life = lifetime.refreshTokenMaxMs;
    // A new refresh token at each refresh lasts as long again, as far as is documented.
    if (lifetime.rotates === true) {
      found.push({ event: { kind: 'unused_for', lifeMs: life }, source: documented });
    } else {
      const at = signedInAt(connection) + life;
      found.push({ event: endOf(at, life, connection), source: documented });
    }
  }
  if (lifetime.refreshTokenIdleMs !== null) {
    const lifeMs = lifetime.refreshTokenIdleMs;
    found.push({ event: { kind: 'unused_for', lifeMs }, source: documented });
  }
  return found.filter(({ event }) => {
    if ('at' in event) return event.at > now;
    return event.kind !== 'unused_for' || event.lifeMs <= forecastMs;
  });
}

/** Certain only where no refresh brings another refresh token. */
function endOf(at: number, lifeMs: number | null, { lifetime }: Connection): ForecastEvent {
  return lifetime.rotates === false
    ? { kind: 'sign_in_by', at, lifeMs }
    : { kind: 'sign_in_by_perhaps', at };
}

function signedInAt({ signedInAt: at, connectedAt }: Connection): number {
  return at ?? connectedAt;
}

function timeOf(event: ForecastEvent): number {
  return 'at' in event ? event.at : Infinity;
}

/** When the client secret of this connection's registration ends; null: never, or it is not known. */
export function registrationEnd(
  { registration }: Connection,
  service: CustomService | CustomRegistration | null,
): number | null {
  if (service?.kind !== 'address' || registration.clientAuthentication === 'none') return null;
  const made = [service.registered, ...(service.earlierRegistrations ?? [])];
  const own = made.find((each) => each?.clientId === registration.clientId);
  return own?.clientSecretExpiresAt ?? null;
}
