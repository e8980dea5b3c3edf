import { describe, expect, test } from 'vitest';

import { type Lifecycle, type ConnectionEvent, transition } from './connection-state.js';

const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const none = { kind: 'none' } as const;
const lives = {
  good: { standing: { kind: 'good' }, transient: none },
  offline: {
    standing: { kind: 'good' },
    transient: { kind: 'offline', since: 1, nextAttemptAt: null },
  },
  refused: { standing: { kind: 'needs_sign_in', cause }, transient: none },
  misconfigured: { standing: { kind: 'misconfigured', cause }, transient: none },
  ending: {
    standing: { kind: 'disconnecting', since: 5, progress: { kind: 'asking' } },
    transient: none,
  },
  stopped: {
    standing: { kind: 'disconnecting', since: 5, progress: { kind: 'stopped', cause } },
    transient: none,
  },
} satisfies Record<string, Lifecycle>;

const events = {
  begun: { kind: 'renewal_begun' },
  postponed: { kind: 'postponed', cause, nextAttemptAt: 9 },
  missed: { kind: 'network_missed', since: 7 },
  renewed: { kind: 'renewed' },
  refused: { kind: 'refused', cause },
  clientRefused: { kind: 'client_refused', cause },
  signedIn: { kind: 'signed_in' },
  disconnectAsked: { kind: 'disconnect_asked', at: 8 },
  endingBegun: { kind: 'ending_begun' },
} satisfies Record<string, ConnectionEvent>;

describe('R16 a standing is changed by a clear word only', () => {
  const transient = [events.begun, events.postponed, events.missed, events.endingBegun];
  test.each(transient)('never by $kind', (event) => {
    for (const life of Object.values(lives)) {
      expect(transition(life, event).standing).toEqual(life.standing);
    }
  });

  test.each([
    [events.refused, 'needs_sign_in'],
    [events.clientRefused, 'misconfigured'],
    [events.renewed, 'good'],
    [events.signedIn, 'good'],
    [events.disconnectAsked, 'disconnecting'],
  ])('by $kind it is %s', (event, standing) => {
    for (const life of [lives.good, lives.offline, lives.refused, lives.misconfigured]) {
      expect(transition(life, event)).toMatchObject({
        standing: { kind: standing },
        transient: none,
      });
    }
  });
});

describe('R16 one that is to end', () => {
  test.each([events.begun, events.missed, events.renewed, events.refused, events.clientRefused])(
    'is not changed by $kind, which is about a renewal that no longer matters',
    (event) => expect(transition(lives.ending, event)).toEqual(lives.ending),
  );

  test('keeps the day it was first asked to, also when it is asked again', () => {
    expect(transition(lives.ending, events.disconnectAsked)).toEqual(lives.ending);
    expect(transition(lives.stopped, events.disconnectAsked).standing).toEqual(
      lives.ending.standing,
    );
  });

  test('is in use again after a sign-in', () => {
    expect(transition(lives.ending, events.signedIn)).toEqual(lives.good);
  });
});

test('R16 one that needs the person is not said to be trying again by itself', () => {
  for (const life of [lives.refused, lives.misconfigured]) {
    const asked = transition(life, events.begun);
    expect(asked.transient.kind).toBe('refreshing');
    expect(transition(asked, events.postponed)).toEqual(life);
    expect(transition(asked, events.missed)).toEqual(life);
  }
});

test('without a network since the first time it was missed', () => {
  expect(transition(lives.offline, events.missed)).toEqual(lives.offline);
});
