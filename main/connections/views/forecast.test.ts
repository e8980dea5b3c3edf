import { describe, expect, test } from 'vitest';

import type { ForecastEvent, ForecastView } from '../../../ipc/forecast-view.js';
import { aConnection } from '../../../testing/test-world.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import type { Connection } from '../connection.js';
import type { CustomService } from '../custom-service.js';
import { nothingKnown } from '../service.js';
import { UnknownValue } from '../unknown-value.js';
import { forecastOf, registrationEnd } from './forecast.js';

const day = 24 * 60 * 60 * 1000;
const now = 1_000 * day;
const signedInAt = now - 10 * day;
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const docs = 'https://docs.example';

function connected(more: Partial<Connection> = {}, lifetime = {}): Connection {
  return aConnection({
    connectedAt: now - 40 * day,
    signedInAt,
    lastRefreshedAt: now - 60_000,
    accessTokenExpiresAt: now + day,
    lifetime: { ...nothingKnown.lifetime, source: docs, ...lifetime },
    ...more,
  });
}

const without = (more: Partial<Connection> = {}) => connected({ hasRefreshToken: false, ...more });
const forecast = (connection: Connection, registrationEndsAt: number | null = null) =>
  forecastOf({ connection, registrationEndsAt }, now);
/** The events within the 90 days, each with the kind of its source. */
function entries(view: ForecastView): readonly [ForecastEvent, string][] {
  if (view.kind !== 'expected') throw new Error(`the forecast is ${view.kind}`);
  return view.entries.map(({ event, source }) => [event, source.kind]);
}

describe('nothing can be said of a connection', () => {
  test.each([
    ['that is ending', { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } } as const],
    ['of a newer version', new UnknownValue('paused')],
  ])('%s', (_, standing) => {
    expect(forecast(connected({ standing }))).toEqual({ kind: 'none' });
  });
});

describe('it needs the user now', () => {
  test.each([
    ['after a refusal', connected({ standing: { kind: 'needs_sign_in', cause } })],
    ['with wrong settings', connected({ standing: { kind: 'misconfigured', cause } })],
    ['when its access has ended', without({ accessTokenExpiresAt: now })],
  ])('%s', (_, connection) => {
    expect(forecast(connection)).toEqual({ kind: 'needs_you_now' });
  });
});

const byDocs = 'documentation';
test.each<[string, Connection, readonly [ForecastEvent, string][]]>([
  ['nothing, where nothing is known', connected(), []],
  [
    'the end of an access that nothing refreshes',
    without(),
    [[{ kind: 'access_ends', at: now + day }, 'server']],
  ],
  [
    'an access whose end the server does not give',
    without({ accessTokenExpiresAt: null }),
    [[{ kind: 'access_end_not_known' }, 'server']],
  ],
  [
    'the documented end of a refresh token that stays the same, from the last sign-in on',
    connected({}, { refreshTokenMaxMs: 30 * day, rotates: false }),
    [[{ kind: 'sign_in_by', at: signedInAt + 30 * day, lifeMs: 30 * day }, byDocs]],
  ],
  [
    'the same from the first sign-in on, where an older version did not store the last',
    connected({ signedInAt: undefined }, { refreshTokenMaxMs: 90 * day, rotates: false }),
    [[{ kind: 'sign_in_by', at: now + 50 * day, lifeMs: 90 * day }, byDocs]],
  ],
  [
    'perhaps an end, where it is not known whether refreshing brings another refresh token',
    connected({}, { refreshTokenMaxMs: 30 * day }),
    [[{ kind: 'sign_in_by_perhaps', at: signedInAt + 30 * day }, byDocs]],
  ],
  [
    'an end only by not running, where each refresh brings another refresh token',
    connected({}, { refreshTokenMaxMs: 30 * day, rotates: true }),
    [[{ kind: 'unused_for', lifeMs: 30 * day }, byDocs]],
  ],
  [
    'an end only by not running, where a refresh token ends unused',
    connected({}, { refreshTokenIdleMs: 60 * day }),
    [[{ kind: 'unused_for', lifeMs: 60 * day }, byDocs]],
  ],
  [
    'nothing by not running for longer than the 90 days',
    connected({}, { refreshTokenIdleMs: 180 * day }),
    [],
  ],
  [
    'the end that the server itself gave, before the documented one',
    connected(
      { refreshTokenExpiresAt: now + 5 * day },
      { refreshTokenMaxMs: 30 * day, rotates: false },
    ),
    [[{ kind: 'sign_in_by', at: now + 5 * day, lifeMs: null }, 'server']],
  ],
  [
    'perhaps the end that the server gave',
    connected({ refreshTokenExpiresAt: now + 5 * day }),
    [[{ kind: 'sign_in_by_perhaps', at: now + 5 * day }, 'server']],
  ],
  [
    'no end that was due and did not come',
    connected({}, { refreshTokenMaxMs: 5 * day, rotates: false }),
    [],
  ],
  [
    'no end of a service account, which has no refresh token',
    without({ grant: 'client_credentials' }),
    [],
  ],
  [
    'that a refused refresh may need a sign-in',
    connected({ refusals: { count: 1, equal: 1, equalSince: 0, lastAt: 0, cause } }),
    [[{ kind: 'refused' }, 'seen']],
  ],
])('expects %s', (_, connection, expected) => {
  expect(entries(forecast(connection))).toEqual(expected);
});

test('expects the end of the registration while it is ahead, the soonest event first', () => {
  const ends = now + 3 * day;
  const connection = connected({ refreshTokenExpiresAt: now + 5 * day });
  expect(entries(forecast(connection, ends)).map(([event]) => event)).toEqual([
    { kind: 'registration_ends', at: ends },
    { kind: 'sign_in_by_perhaps', at: now + 5 * day },
  ]);
  expect(entries(forecast(connected(), now))).toEqual([]);
});

test('an event after the 90 days is listed apart, and names its source', () => {
  const connection = connected({}, { refreshTokenMaxMs: 180 * day, rotates: false });
  expect(forecast(connection)).toEqual({
    kind: 'expected',
    entries: [],
    later: {
      event: { kind: 'sign_in_by', at: signedInAt + 180 * day, lifeMs: 180 * day },
      source: { kind: 'documentation', name: docs },
    },
    refreshingSince: signedInAt,
  });
});

test.each([
  ['has not refreshed yet', connected({ lastRefreshedAt: null })],
  ['cannot refresh', without()],
])('a connection that %s is not said to have done so', (_, connection) => {
  expect(forecast(connection)).toMatchObject({ refreshingSince: null });
});

describe('the end of the registration', () => {
  const registered = (clientId: string, clientSecretExpiresAt: number): RegisteredClient => ({
    clientId,
    clientAuthentication: 'client_secret_basic',
    clientSecret: 's',
    clientSecretExpiresAt,
    redirectUris: [],
    registrationAccessToken: null,
    registrationClientUri: null,
  });
  const service = {
    kind: 'address',
    registered: registered('new', 5),
    earlierRegistrations: [registered('old', 3)],
  } as unknown as CustomService;
  const using = (clientId: string, clientAuthentication: 'none' | 'client_secret_basic') => {
    const { registration } = aConnection();
    return aConnection({ registration: { ...registration, clientId, clientAuthentication } });
  };
  const basic = 'client_secret_basic';

  test.each([
    ['is that of the client the connection uses', using('new', basic), service, 5],
    ['is that of an earlier client it still uses', using('old', basic), service, 3],
    ['is not known for a client that somebody registered', using('own', basic), service, null],
    ['does not matter to a client without a secret', using('new', 'none'), service, null],
    ['is not known without a service', using('new', basic), null, null],
  ])('%s', (_, connection, of, expected) => {
    expect(registrationEnd(connection, of)).toBe(expected);
  });
});
