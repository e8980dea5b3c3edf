import { describe, expect, test } from 'vitest';

import { type Lifecycle, type ConnectionEvent, transition } from './connection-state.js';

const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const none = { kind: 'none' } as const;
const lives = {
  active: { standing: { kind: 'active' }, transient: none },
  offline: {
    standing: { kind: 'active' },
    transient: { kind: 'offline', since: 1, nextAttemptAt: null },
  },
  refused: { standing: { kind: 'needs_sign_in', cause }, transient: none },
  misconfigured: { standing: { kind: 'misconfigured', cause }, transient: none },
  ending: {
    standing: { kind: 'disconnecting', since: 5, progress: { kind: 'pending' } },
    transient: none,
  },
  stopped: {
    standing: { kind: 'disconnecting', since: 5, progress: { kind: 'stopped', cause } },
    transient: none,
  },
} satisfies Record<string, Lifecycle>;

const events = {
  started: { kind: 'refresh_started' },
  postponed: { kind: 'postponed', cause, nextAttemptAt: 9 },
  networkLost: { kind: 'network_lost', since: 7 },
  refreshed: { kind: 'refreshed' },
  refused: { kind: 'refused', cause },
  clientRefused: { kind: 'client_refused', cause },
  signedIn: { kind: 'signed_in' },
  disconnectRequested: { kind: 'disconnect_requested', at: 8 },
  revocationStarted: { kind: 'revocation_started' },
  newerVersionFound: { kind: 'newer_version_found' },
} satisfies Record<string, ConnectionEvent>;

describe('a standing is changed by a clear response only (R16)', () => {
  const transient = [
    events.started,
    events.postponed,
    events.networkLost,
    events.revocationStarted,
    events.newerVersionFound,
  ];
  test.each(transient)('never by $kind', (event) => {
    for (const life of Object.values(lives)) {
      expect(transition(life, event).standing).toEqual(life.standing);
    }
  });

  test.each([
    [events.refused, 'needs_sign_in'],
    [events.clientRefused, 'misconfigured'],
    [events.refreshed, 'active'],
    [events.signedIn, 'active'],
    [events.disconnectRequested, 'disconnecting'],
  ])('by $kind it is %s', (event, standing) => {
    for (const life of [lives.active, lives.offline, lives.refused, lives.misconfigured]) {
      expect(transition(life, event)).toMatchObject({
        standing: { kind: standing },
        transient: none,
      });
    }
  });
});

describe('a connection that is being disconnected (R16)', () => {
  test.each([
    events.started,
    events.networkLost,
    events.refreshed,
    events.refused,
    events.clientRefused,
  ])('is not changed by $kind, which is about a refresh that no longer matters', (event) =>
    expect(transition(lives.ending, event)).toEqual(lives.ending),
  );

  test('keeps the day of the first request, also when it is requested again', () => {
    expect(transition(lives.ending, events.disconnectRequested)).toEqual(lives.ending);
    expect(transition(lives.stopped, events.disconnectRequested).standing).toEqual(
      lives.ending.standing,
    );
  });

  test('is good again after a sign-in', () => {
    expect(transition(lives.ending, events.signedIn)).toEqual(lives.active);
  });
});

test('a connection that needs the user is not shown as retrying by itself (R16)', () => {
  for (const life of [lives.refused, lives.misconfigured]) {
    const asked = transition(life, events.started);
    expect(asked.transient.kind).toBe('refreshing');
    expect(transition(asked, events.postponed)).toEqual(life);
    expect(transition(asked, events.networkLost)).toEqual(life);
  }
});

test('offline since the network was first lost', () => {
  expect(transition(lives.offline, events.networkLost)).toEqual(lives.offline);
});
