/**
 * Rules that hold for a connection’s state, its notification and the tray together: none says what
 * another one denies, whatever the cause, and whether access is valid or over.
 */
import { describe, expect, test } from 'vitest';

import { failureCode } from '../../../ipc/failure.js';
import { formatMessage } from '../../../messages/format.js';
import { aConnection } from '../../../testing/test-world.js';
import type { AttentionReason } from '../../ports/notifier.js';
import type { Connection, ConnectionGrant, PersistedStatus } from '../connection.js';
import { failureOf } from '../failures.js';
import { attentionReasonOf } from './attention.js';
import { connectionView } from './connection-view.js';
import { forecastOf } from './forecast.js';
import { summarize } from './tray-summary.js';

const day = 24 * 60 * 60_000;
const now = 100 * day;
const issuedAt = now - 50 * day;

const causes = failureCode.options.map((code) => failureOf(code));
const standings: readonly PersistedStatus[] = [
  { kind: 'active' },
  ...causes.flatMap((cause): PersistedStatus[] => [
    { kind: 'needs_sign_in', cause },
    { kind: 'misconfigured', cause },
    { kind: 'disconnecting', since: 0, progress: { kind: 'stopped', cause } },
  ]),
  { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } },
  { kind: 'disconnecting', since: 0, progress: { kind: 'given_up', cause: null } },
];
const ends: readonly (number | null)[] = [null, now - 2 * day, now, now + 12_000, now + 30 * day];
const grants: readonly ConnectionGrant[] = [
  ...(['authorization_code', 'device_code', 'client_credentials'] as const),
  ...(['jwt_bearer', 'server_held'] as const),
];

const everything: readonly Connection[] = standings.flatMap((standing) =>
  ends.flatMap((accessTokenExpiresAt) =>
    grants.flatMap((grant) =>
      [true, false].map((hasRefreshToken) =>
        aConnection({ standing, accessTokenExpiresAt, grant, hasRefreshToken, issuedAt }),
      ),
    ),
  ),
);

interface Known {
  readonly connection: Connection;
  readonly view: ReturnType<typeof connectionView>;
  readonly reason: AttentionReason | null;
}

const known: readonly Known[] = everything.map((connection) => ({
  connection,
  view: connectionView(
    { connection, transient: { kind: 'none' }, secretsReadable: true },
    true,
    {},
  ),
  reason: attentionReasonOf(connection, now),
}));
const those = (reason: AttentionReason) => known.filter((each) => each.reason === reason);

test('a notification asks to sign in exactly where the window does', () => {
  const needing = known.filter(({ view }) => view.state.kind === 'needs_sign_in');
  expect(those('needs_sign_in')).toEqual(needing);
});

test('a notification speaks of settings exactly where the window does', () => {
  expect(those('misconfigured')).toEqual(
    known.filter(({ view }) => view.state.kind === 'misconfigured'),
  );
});

test('a notification of an end is only about access that nothing refreshes, before the end', () => {
  for (const { view } of those('ends_soon')) {
    const { lifetime } = view;
    expect(lifetime.kind === 'ends' && lifetime.at > now && lifetime.at <= now + day).toBe(true);
  }
  expect(those('ends_soon').length).toBeGreaterThan(0);
});

test('once access has ended, the notification no longer says that it will', () => {
  const over = those('ended');
  expect(over.length).toBeGreaterThan(0);
  for (const { view } of over) {
    expect(view.lifetime.kind === 'ends' && view.lifetime.at <= now).toBe(true);
  }
  expect(formatMessage('notification.ended.title', { service: 'Tally' })).toBe('Tally has expired');
});

test('what refreshes itself is never said to end, and nothing else to refresh itself', () => {
  for (const { connection, view } of known) {
    const { grant, hasRefreshToken } = connection;
    const byItself = hasRefreshToken || grant === 'client_credentials' || grant === 'jwt_bearer';
    expect(view.lifetime.kind === 'refreshes').toBe(byItself);
  }
});

describe('the tray', () => {
  test('needs the user exactly where a notification does', () => {
    for (const { connection, reason } of known) {
      const entry = { connection, transient: { kind: 'none' }, secretsReadable: true } as const;
      const { needAttention, status } = summarize([entry], 'open', now);
      expect(needAttention).toBe(reason === null ? 0 : 1);
      expect(status === 'attention').toBe(reason !== null);
    }
  });
});

test('the forecast needs the user now exactly where the window says so', () => {
  for (const { connection, view } of known) {
    const { state, lifetime } = view;
    const isOver = state.kind === 'expires' && lifetime.kind === 'ends' && lifetime.at <= now;
    const needsNow = state.kind === 'needs_sign_in' || state.kind === 'misconfigured' || isOver;
    const forecast = forecastOf({ connection, registrationEndsAt: null }, now);
    expect(forecast.kind === 'needs_you_now').toBe(needsNow);
  }
});
