import { beforeEach, describe, expect, test } from 'vitest';

import {
  aConnection,
  storeWith,
  createTestClock,
  openMemoryVault,
  someSecrets,
  type TestClock,
} from '../../../testing/test-world.js';
import type { AttentionNotice } from '../../ports/notifier.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { AttentionNotifier } from './attention-notifier.js';

const day = 24 * 60 * 60_000;
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const refused = { kind: 'needs_sign_in', cause } as const;

let clock: TestClock;
let store: ConnectionStore;
let attention: AttentionNotifier;
/** The notification on the screen after each change; null: none. */
let screen: (AttentionNotice | null)[];
let mayNotify: boolean;

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
  mayNotify = true;
  attention = new AttentionNotifier({
    store,
    clock,
    notifier: {
      show: (note) => void screen.push(note),
      withdraw: () => {
        if (screen.length > 0) screen.push(null);
      },
    },
    hidesNames: () => false,
    mayNotify: () => mayNotify,
  });
});

describe('does not notify', () => {
  test('about a transient fault', () => {
    store.applyTransient('connection-1', { kind: 'postponed', cause, nextAttemptAt: 1 });
    store.applyTransient('connection-1', { kind: 'network_lost', since: 0 });
    clock.advance(60_000);
    expect(screen).toEqual([]);
  });

  test('somebody who has the window in front of them or wants no notifications; nor later', async () => {
    mayNotify = false;
    await put(aConnection({ standing: refused }));
    clock.advance(2_000);
    mayNotify = true;
    clock.advance(day);
    expect(screen).toEqual([]);
  });

  test('about a problem that existed at the start, also when it is loaded again', async () => {
    await put(aConnection({ standing: refused }));
    attention.markSeen();
    await store.load();
    await put(aConnection({ standing: refused, ownLabel: 'Renamed' }));
    clock.advance(60_000);
    expect(screen).toEqual([]);
  });
});

test('a refusal notifies after two seconds, with service and label, without the e-mail address', async () => {
  const account = { ...aConnection().account, name: 'ada@example.org' };
  await put(aConnection({ standing: refused, account }));
  clock.advance(1_999);
  expect(screen).toEqual([]);
  clock.advance(1);
  expect(screen).toEqual([
    {
      kind: 'one',
      connectionId: 'connection-1',
      label: null,
      serviceName: 'Service',
      reason: 'needs_sign_in',
    },
  ]);
});

test('several at once make one notification; resolving them withdraws it, and so does stopping', async () => {
  const ids = ['a', 'b', 'c'];
  await put(...ids.map((id) => aConnection({ id, standing: refused })));
  clock.advance(2_000);
  expect(screen).toEqual([{ kind: 'several', count: 3 }]);
  await put(...ids.map((id) => aConnection({ id })));
  expect(screen.at(-1)).toBeNull();
  await put(aConnection({ standing: refused }));
  clock.advance(10_000);
  expect(screen.at(-1)).toMatchObject({ kind: 'one' });
  attention.stop();
  expect(screen.at(-1)).toBeNull();
});

test('removing a connection withdraws its notification', async () => {
  await put(aConnection({ standing: refused }));
  clock.advance(2_000);
  await store.commit([{ kind: 'delete_connection', connectionId: 'connection-1' }]);
  expect(screen.at(-1)).toBeNull();
});

test('looking at the window withdraws the notification', async () => {
  await put(aConnection({ standing: refused }));
  clock.advance(2_000);
  attention.markSeen();
  expect(screen.at(-1)).toBeNull();
});

test('access that does not refresh itself notifies once, a day before it ends', async () => {
  await put(aConnection({ hasRefreshToken: false, accessTokenExpiresAt: 3 * day }));
  clock.advance(2 * day - 1);
  expect(screen).toEqual([]);
  clock.advance(2 * 60 * 60_000);
  expect(screen).toEqual([expect.objectContaining({ kind: 'one', reason: 'ends_soon' })]);
  clock.advance(day);
  expect(screen).toHaveLength(1);
});
