import { beforeEach, describe, expect, test } from 'vitest';

import {
  aConnection,
  storeWith,
  createTestClock,
  openMemoryVault,
  someSecrets,
  type TestClock,
} from '../../../testing/test-world.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { createAttentionNotifier, type AttentionNotifier } from './attention-notifier.js';
import type { AttentionNotice } from '../../ports/notifier.js';

const day = 24 * 60 * 60_000;
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const ill = { kind: 'needs_sign_in', cause } as const;

let clock: TestClock;
let store: ConnectionStore;
let desk: AttentionNotifier;
/** What stands on the screen after each change there; null: nothing. */
let screen: (AttentionNotice | null)[];
let mayTell: boolean;

async function put(...connections: Connection[]): Promise<void> {
  for (const connection of connections) {
    await store.commit([
      { kind: 'put_secrets', connectionId: connection.id, secrets: someSecrets() },
      { kind: 'put_connection', connection },
    ]);
  }
}

beforeEach(async () => {
  clock = createTestClock();
  store = await storeWith(await openMemoryVault(clock));
  screen = [];
  mayTell = true;
  desk = createAttentionNotifier({
    store,
    clock,
    notifier: {
      show: (note) => void screen.push(note),
      withdraw: () => {
        if (screen.length > 0) screen.push(null);
      },
    },
    mayTell: () => mayTell,
  });
});

describe('nothing is told', () => {
  test('of a fault that passes', () => {
    store.applyTransient('connection-1', { kind: 'postponed', cause, nextAttemptAt: 1 });
    store.applyTransient('connection-1', { kind: 'network_lost', since: 0 });
    clock.advance(60_000);
    expect(screen).toEqual([]);
  });

  test('to someone who has the window before them, or wants none; nor later', async () => {
    mayTell = false;
    await put(aConnection({ standing: ill }));
    clock.advance(2_000);
    mayTell = true;
    clock.advance(day);
    expect(screen).toEqual([]);
  });

  test('of what was wrong already at the start, also when it is read again', async () => {
    await put(aConnection({ standing: ill }));
    desk.looked();
    await store.load();
    await put(aConnection({ standing: ill, ownLabel: 'Renamed' }));
    clock.advance(60_000);
    expect(screen).toEqual([]);
  });
});

test('a refusal is told two seconds later, by service and label, without the e-mail address', async () => {
  const account = { ...aConnection().account, name: 'ada@example.org' };
  await put(aConnection({ standing: ill, account }));
  clock.advance(1_999);
  expect(screen).toEqual([]);
  clock.advance(1);
  expect(screen).toEqual([
    {
      kind: 'one',
      connectionId: 'connection-1',
      label: null,
      serviceName: 'Service',
      trouble: 'needs_sign_in',
    },
  ]);
});

test('several at once are one notification; mended, it is taken back; stopping takes it back too', async () => {
  const ids = ['a', 'b', 'c'];
  await put(...ids.map((id) => aConnection({ id, standing: ill })));
  clock.advance(2_000);
  expect(screen).toEqual([{ kind: 'several', count: 3 }]);
  await put(...ids.map((id) => aConnection({ id })));
  expect(screen.at(-1)).toBeNull();
  await put(aConnection({ standing: ill }));
  clock.advance(10_000);
  expect(screen.at(-1)).toMatchObject({ kind: 'one' });
  desk.stop();
  expect(screen.at(-1)).toBeNull();
});

test('a connection that is removed takes its notification along', async () => {
  await put(aConnection({ standing: ill }));
  clock.advance(2_000);
  await store.commit([{ kind: 'delete_connection', connectionId: 'connection-1' }]);
  expect(screen.at(-1)).toBeNull();
});

test('looking takes it back', async () => {
  await put(aConnection({ standing: ill }));
  clock.advance(2_000);
  desk.looked();
  expect(screen.at(-1)).toBeNull();
});

test('access that does not renew itself is told once, a day before it ends', async () => {
  await put(aConnection({ hasRefreshToken: false, accessTokenExpiresAt: 3 * day }));
  clock.advance(2 * day - 1);
  expect(screen).toEqual([]);
  clock.advance(2 * 60 * 60_000);
  expect(screen).toEqual([expect.objectContaining({ kind: 'one', trouble: 'ends_soon' })]);
  clock.advance(day);
  expect(screen).toHaveLength(1);
});
