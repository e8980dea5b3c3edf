import { describe, expect, test } from 'vitest';

import { noAssertions } from '../../testing/assertions.js';
import {
  aConnection,
  alwaysAvailable,
  contextOver,
  createScriptedServer,
  createTestClock,
  openMemoryVault,
  someSecrets,
  storeWith,
} from '../../testing/test-world.js';
import { createRequestLimiter } from '../concurrency/request-limiter.js';
import type { Connection, StoredProgress } from './connection.js';
import { Disconnector } from './disconnect/disconnect.js';
import { failureOf } from './failures.js';
import { RefreshScheduler } from './refresh/refresh-scheduler.js';
import { asStored, UnknownValue, UnreadableMembers } from './unknown-value.js';
import { attentionReasonOf } from './views/attention.js';
import { connectionView } from './views/connection-view.js';

const id = 'connection-1';
const day = 24 * 3_600_000;
const unknownName = new UnknownValue('of-a-newer-version');
const unknown = new UnknownValue({ kind: 'of-a-newer-version', name: 'of-a-newer-version' });
const { registration } = aConnection();

function waitingFor(obstacle: UnknownValue): StoredProgress {
  const since = { since: 0, nextAttemptAt: 1, passingFailures: 1, refusals: null };
  return { kind: 'waiting', obstacle, cause: failureOf('server_busy'), ...since };
}

describe.each<[string, Partial<Connection>]>([
  ['an adjustment', { adjustments: [{ name: 'comma_scopes' }, unknown] }],
  ['a grant', { grant: unknownName }],
  [
    'a client authentication',
    { registration: { ...registration, clientAuthentication: unknownName } },
  ],
  ['a status', { standing: unknown }],
  ['members', { standing: new UnreadableMembers({ server: ['https://id.example'] }) }],
  ['a progress', { standing: { kind: 'disconnecting', since: 0, progress: unknown } }],
  [
    'an obstacle to its end',
    { standing: { kind: 'disconnecting', since: 0, progress: waitingFor(unknownName) } },
  ],
])('a connection with %s of a newer version (S8)', (_, differently) => {
  async function given() {
    const clock = createTestClock(1_000);
    const server = createScriptedServer(() => new Response(null, { status: 200 }));
    const store = await storeWith(await openMemoryVault(clock), aConnection(differently));
    const availability = alwaysAvailable(clock);
    const contextFor = contextOver(server.fetch, () => clock.now());
    const requestQueue = createRequestLimiter().createQueue();
    const shared = { store, clock, contextFor, availability, random: () => 0.5, requestQueue };
    const assertions = noAssertions;
    const scheduler = new RefreshScheduler({ ...shared, assertions });
    const disconnector = new Disconnector({
      ...shared,
      waitForRefresh: () => Promise.resolve(),
      onEnded: () => undefined,
    });
    return { clock, server, store, scheduler, disconnector };
  }

  test('is shown as that, and asks for no attention', async () => {
    const { store } = await given();
    const entry = store.get(id);
    if (!entry) throw new Error('it is not listed');
    expect(connectionView(entry, true, {}).state).toEqual({ kind: 'newer_version' });
    expect(attentionReasonOf(entry.connection, 40 * day)).toBeNull();
  });

  test('sends nothing by itself, also in months, and loses nothing', async () => {
    const { clock, server, store, scheduler, disconnector } = await given();
    scheduler.resume();
    disconnector.resume();
    for (let passed = 0; passed < 40 * day; passed += day / 2) {
      clock.advance(day / 2);
      await disconnector.whenIdle();
    }
    await scheduler.stop();
    expect(server.received).toEqual([]);
    expect(store.get(id)?.connection).toEqual(aConnection(differently));
    expect(await store.recordStore().secrets(id)).toEqual(someSecrets());
  });

  test('is neither refreshed nor disconnected on request, and says why', async () => {
    const { server, store, scheduler, disconnector } = await given();
    expect(await disconnector.disconnect(id)).toMatchObject({ code: 'newer_version' });
    expect(await scheduler.refresh(id)).toMatchObject({ code: 'newer_version' });
    expect(server.received).toEqual([]);
    expect(store.get(id)?.connection).toEqual(aConnection(differently));
  });

  test('is as good as new once it was signed in again', async () => {
    const { store } = await given();
    await store.commit([{ kind: 'put_connection', connection: aConnection() }]);
    store.applyTransient(id, { kind: 'signed_in' });
    const entry = store.get(id);
    expect(entry && connectionView(entry, true, {}).state).toEqual({ kind: 'active' });
  });
});

test('a failure that a newer version noted is shown as one, and the connection stays usable (S8)', () => {
  const cause = { code: 'newer_version', cause: '', host: null, serverError: null } as const;
  const stored = { ...cause, [asStored]: { code: 'quota_exceeded' } };
  const connection = aConnection({ standing: { kind: 'needs_sign_in', cause: stored } });
  const entry = { connection, transient: { kind: 'none' }, secretsReadable: true } as const;
  expect(connectionView(entry, true, {}).state).toEqual({ kind: 'needs_sign_in', cause });
});
