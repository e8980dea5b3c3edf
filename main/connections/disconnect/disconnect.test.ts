// Longer than 500 lines because all cases of ending a connection run against one scripted service.
import { describe, expect, test, vi } from 'vitest';

import type { EndedConnection } from '../../../ipc/connection-view.js';
import {
  aConnection,
  type ReceivedRequest,
  aServer,
  storeWith,
  contextOver,
  createScriptedServer,
  createTestClock,
  createTestSystemState,
  json,
  openMemoryVault,
  someSecrets,
} from '../../../testing/test-world.js';
import { createRequestLimiter, type RequestQueue } from '../../concurrency/request-limiter.js';
import { NetworkFault } from '../../oauth/network-fault.js';
import { createProofKey } from '../../oauth/proof-of-possession.js';
import { StorageError } from '../../ports/storage-error.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import { createAvailability } from '../refresh/availability.js';
import { connectionView } from '../views/connection-view.js';
import { Disconnector, type DisconnectorOptions } from './disconnect.js';

const id = 'connection-1';
const hour = 3_600_000;
const day = 24 * hour;
const disconnecting = (since: number) =>
  ({ kind: 'disconnecting', since, progress: { kind: 'pending' } }) as const;
const offline = () => Promise.reject(new NetworkFault('offline', 'ENETUNREACH', false));
const done = () => new Response(null, { status: 200 });
const tokenRefused = () =>
  new Response('', {
    status: 401,
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });

interface Given {
  readonly revoke?: (request: ReceivedRequest, count: number) => Response | Promise<Response>;
  readonly introspect?: () => Response;
  readonly userinfo?: () => Response;
  readonly connection?: Connection;
  readonly secrets?: ConnectionSecrets;
  readonly requestQueue?: RequestQueue;
}

async function given(options: Given) {
  const { revoke = done, introspect, userinfo, connection, secrets } = options;
  const clock = createTestClock(1_000);
  let revocations = 0;
  const server = createScriptedServer((request) => {
    if (request.path === '/revoke') return revoke(request, ++revocations);
    if (request.path === '/introspect') return introspect?.() ?? tokenRefused();
    return userinfo?.() ?? tokenRefused();
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, connection, secrets);
  const endedConnections: EndedConnection[] = [];
  const systemState = createTestSystemState();
  const availability = createAvailability(clock, systemState);
  const disconnectorOptions: DisconnectorOptions = {
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    availability,
    random: () => 0.5,
    requestQueue: options.requestQueue ?? createRequestLimiter().createQueue(),
    waitForRefresh: () => Promise.resolve(),
    onEnded: (ended) => void endedConnections.push(ended),
  };
  const disconnector = new Disconnector(disconnectorOptions);
  return {
    clock,
    server,
    vault,
    store,
    systemState,
    endedConnections,
    disconnector,
    /** Time passes, in steps that leave each attempt time to end. */
    async wait(ms: number, step = 10 * 60_000) {
      for (let left = ms; left > 0; left -= step) {
        clock.advance(Math.min(step, left));
        await disconnector.whenIdle();
      }
    },
    /** As after a restart: only what was stored is known. */
    restarted: () => new Disconnector(disconnectorOptions),
    progress: () => {
      const standing = store.get(id)?.connection.standing;
      return standing?.kind === 'disconnecting' ? standing.progress : null;
    },
    activity: async () => (await store.recordStore().activity(id, 100)).map(({ kind }) => kind),
    /** Requests the end, and waits until nothing is under way. */
    async disconnect() {
      expect(await disconnector.disconnect(id)).toBeNull();
      await disconnector.whenIdle();
    },
    revoked: () =>
      server.received.filter(({ path }) => path === '/revoke').map(({ form }) => form.get('token')),
  };
}

type World = Awaited<ReturnType<typeof given>>;

describe('not ended', () => {
  test.each([
    ['answers 503', 'H71', new Response('', { status: 503 }), 'busy'],
    ['refuses the kind of token', 'H72', json({ error: 'unsupported_token_type' }, 400), 'refused'],
    [
      'sends elsewhere',
      'H75',
      new Response('', { status: 302, headers: { Location: '/x' } }),
      'refused',
    ],
    ['does not know the client', 'H75', json({ error: 'invalid_client' }, 401), 'refused'],
    ['answers 401 and no more', 'H75', new Response('', { status: 401 }), 'refused'],
  ])(
    'a server that %s ends nothing: the connection stays, with its tokens (%s)',
    async (_what, _id, response, obstacle) => {
      const world = await given({ revoke: () => response.clone() });
      await world.disconnect();
      expect(world.endedConnections).toEqual([]);
      expect(world.progress()).toMatchObject({ kind: 'waiting', obstacle, since: 1_000 });
      expect(await world.store.recordStore().secrets(id)).toEqual(someSecrets());
      expect(await world.activity()).toEqual(['disconnect_failed', 'disconnect_requested']);
    },
  );

  test('after 503 it retries by itself, no sooner than Retry-After says (H71)', async () => {
    const world = await given({
      revoke: (_request, count) =>
        count === 1 ? new Response('', { status: 503, headers: { 'Retry-After': '60' } }) : done(),
    });
    await world.disconnector.disconnect(id);
    await world.disconnector.whenIdle();
    world.clock.advance(59_000);
    expect(world.revoked()).toHaveLength(1);
    world.clock.advance(1_000);
    await world.disconnector.whenIdle();
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
  });

  test('a request that was open when the app ended is resumed at the next start (H76)', async () => {
    const connection = aConnection({ standing: disconnecting(5) });
    const world = await given({ connection });
    world.disconnector.resume();
    await world.disconnector.whenIdle();
    expect(world.endedConnections).toHaveLength(1);
  });
});

describe('the service cannot be reached (H74)', () => {
  test('only one token is kept, sealed, and everything else is gone', async () => {
    const secrets = someSecrets({ idToken: 'id-1' });
    const world = await given({ revoke: offline, secrets });
    await world.disconnect();
    expect(world.progress()).toMatchObject({
      kind: 'waiting',
      obstacle: 'network',
      cause: { code: 'network_down' },
      since: 1_000,
    });
    await expect(world.store.recordStore().secrets(id)).rejects.toMatchObject({
      kind: 'unreadable',
    });
    expect(await world.store.recordStore().outboxEntry(id)).toEqual({
      connectionId: id,
      token: 'refresh-1',
      hint: 'refresh_token',
      authentication: { kind: 'none' },
    });
  });

  test('with a bound token its key is kept, and proves the revocation later (O19)', async () => {
    const proofKey = await createProofKey({ ...aServer, dpopSigningAlgorithms: ['ES256'] });
    let revoke: () => Response | Promise<Response> = offline;
    const world = await given({
      revoke: () => revoke(),
      introspect: () => json({ active: false }),
      secrets: { ...someSecrets({ tokenType: 'dpop' }), proofKey },
    });
    await world.disconnect();
    expect(await world.store.recordStore().outboxEntry(id)).toMatchObject({
      token: 'refresh-1',
      proofKey,
    });
    revoke = done;
    await world.disconnect();
    expect(world.endedConnections).toHaveLength(1);
    const later = world.server.received.slice(-2);
    expect(later.map(({ path }) => path)).toEqual(['/revoke', '/introspect']);
    expect(later.map(({ headers }) => headers.has('dpop'))).toEqual([true, true]);
  });

  test('without a refresh token the access token is kept', async () => {
    const world = await given({ revoke: offline, secrets: someSecrets({ refreshToken: null }) });
    await world.disconnect();
    expect(await world.store.recordStore().outboxEntry(id)).toMatchObject({
      token: 'access-1',
      hint: 'access_token',
    });
  });

  test('where only access tokens can be revoked, the access token is kept (H72)', async () => {
    const world = await given({
      revoke: ({ form }) =>
        form.get('token') === 'refresh-1'
          ? json({ error: 'unsupported_token_type' }, 400)
          : offline(),
    });
    await world.disconnect();
    expect(await world.store.recordStore().outboxEntry(id)).toMatchObject({ token: 'access-1' });
  });

  test('a week later it still retries; a failing network is no refusal', async () => {
    const world = await given({
      revoke: () => (world.clock.now() < 7 * day ? offline() : done()),
      introspect: () => json({ active: false }),
    });
    await world.disconnect();
    await world.wait(7 * day, hour);
    await world.wait(hour);
    expect(new Set(world.revoked())).toEqual(new Set(['refresh-1']));
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
    expect(world.store.get(id)).toBeNull();
    expect(await world.store.recordStore().outboxEntry(id)).toBeNull();
  });

  test('the activity lists a failure once, however often it repeats', async () => {
    let revoke: () => Response | Promise<Response> = offline;
    const world = await given({ revoke: () => revoke() });
    await world.disconnect();
    await world.wait(2 * hour);
    expect(await world.activity()).toEqual(['disconnect_failed', 'disconnect_requested']);
    revoke = () => new Response('', { status: 503 });
    await world.wait(2 * hour);
    expect(await world.activity()).toEqual([
      'disconnect_failed',
      'disconnect_failed',
      'disconnect_requested',
    ]);
    expect(world.progress()).toMatchObject({ obstacle: 'busy' });
  });

  test('the obstacle is shown with the time it began', async () => {
    const world = await given({ revoke: offline });
    await world.disconnect();
    await world.wait(3 * hour);
    expect(world.server.received.length).toBeGreaterThan(5);
    expect(world.progress()).toMatchObject({ obstacle: 'network', since: 1_000 });
  });

  test('nothing is sent while offline, and everything at once when the network is back', async () => {
    let revoke: () => Response | Promise<Response> = offline;
    const world = await given({ revoke: () => revoke() });
    await world.disconnect();
    const asked = world.server.received.length;
    world.systemState.online = false;
    await world.wait(day);
    expect(world.server.received).toHaveLength(asked);
    world.systemState.online = true;
    revoke = done;
    world.clock.advance(10_000);
    world.disconnector.networkIsBack();
    await world.disconnector.whenIdle();
    expect(world.endedConnections).toHaveLength(1);
  });

  test('after 30 days no token is kept, no request is sent, and the connection is still listed', async () => {
    const world = await given({ revoke: offline });
    await world.disconnect();
    await world.wait(30 * day, hour);
    expect(world.progress()).toMatchObject({ kind: 'given_up', cause: { code: 'network_down' } });
    expect(await world.store.recordStore().outboxEntry(id)).toBeNull();
    await expect(world.store.recordStore().secrets(id)).rejects.toMatchObject({
      kind: 'unreadable',
    });
    expect((await world.activity())[0]).toBe('disconnect_stopped');
    const asked = world.server.received.length;
    await world.wait(3 * day, hour);
    expect(await world.disconnector.disconnect(id)).toMatchObject({
      code: 'refresh_token_missing',
    });
    expect(world.server.received).toHaveLength(asked);
    expect(world.endedConnections).toEqual([]);
  });

  test('a computer that is offline for 30 days keeps no token longer either', async () => {
    const world = await given({ revoke: offline });
    await world.disconnect();
    world.systemState.online = false;
    await world.wait(29 * day, hour);
    expect(await world.store.recordStore().outboxEntry(id)).not.toBeNull();
    await world.wait(day, hour);
    expect(world.progress()).toMatchObject({ kind: 'given_up' });
    expect(await world.store.recordStore().outboxEntry(id)).toBeNull();
    world.systemState.online = true;
    world.disconnector.networkIsBack();
    await world.disconnector.whenIdle();
    expect(await world.activity()).toEqual([
      'disconnect_stopped',
      'disconnect_failed',
      'disconnect_requested',
    ]);
  });

  test.each([
    ['not tried yet', () => Promise.resolve()],
    ['tried in vain', (world: World) => world.disconnect()],
  ])('a clock that was years ahead and is corrected delays nothing: %s', async (_what, before) => {
    let revoke: () => Response | Promise<Response> = offline;
    const future = disconnecting(10 * 365 * day);
    const world = await given({
      revoke: () => revoke(),
      connection: aConnection({ standing: future }),
    });
    world.clock.sleep(10 * 365 * day);
    await before(world);
    world.clock.sleep(-10 * 365 * day);
    const restarted = world.restarted();
    restarted.resume();
    await restarted.whenIdle();
    // Counted from now, it retries for 30 days and no longer.
    expect(world.store.get(id)?.connection.standing).toMatchObject({ since: 1_000 });
    revoke = done;
    await restarted.disconnect(id);
    await restarted.whenIdle();
    expect(world.endedConnections).toHaveLength(1);
  });

  test('a computer that was off for 30 days tries once more, and keeps no token longer', async () => {
    const connection = aConnection({ standing: disconnecting(1_000) });
    const world = await given({ connection, revoke: offline });
    world.clock.sleep(30 * day);
    world.disconnector.resume();
    await world.disconnector.whenIdle();
    expect(world.revoked()).toEqual(['refresh-1']);
    expect(world.progress()).toMatchObject({ kind: 'given_up', cause: { code: 'network_down' } });
    expect(await world.store.recordStore().outboxEntry(id)).toBeNull();
    await expect(world.store.recordStore().secrets(id)).rejects.toMatchObject({
      kind: 'unreadable',
    });
  });

  test('a computer that was off for 30 days can still disconnect for real once it is on', async () => {
    const world = await given({ connection: aConnection({ standing: disconnecting(1_000) }) });
    world.clock.sleep(35 * day);
    world.disconnector.resume();
    await world.disconnector.whenIdle();
    expect(world.endedConnections).toHaveLength(1);
    expect(world.store.get(id)).toBeNull();
  });
});

describe('evidence of later attempts', () => {
  const once = (_request: ReceivedRequest, count: number) => (count === 1 ? offline() : done());

  test.each([
    ['says it is inactive, the access token still lasts', { active: false }, 0, 'accepted'],
    ['says it is inactive, the access token has expired', { active: false }, 2 * hour, 'confirmed'],
    ['says it is active', { active: true }, 2 * hour, 'still_accepted'],
  ])('the server %s', async (_what, introspection, later, kind) => {
    const world = await given({ revoke: once, introspect: () => json(introspection) });
    await world.disconnect();
    world.clock.sleep(later);
    await world.disconnect();
    expect(world.endedConnections).toMatchObject([{ evidence: { kind } }]);
  });

  test('with a busy service the access token is kept while it lasts, no longer', async () => {
    const world = await given({ revoke: () => new Response('', { status: 503 }) });
    await world.disconnect();
    await world.wait(hour / 2);
    expect(await world.store.recordStore().secrets(id)).toEqual(someSecrets());
    await world.wait(hour);
    await expect(world.store.recordStore().secrets(id)).rejects.toMatchObject({
      kind: 'unreadable',
    });
    expect(await world.store.recordStore().outboxEntry(id)).toMatchObject({ token: 'refresh-1' });
  });
});

test('a write that fails on this computer is retried and not blamed on the service', async () => {
  const world = await given({
    revoke: async () => {
      await world.vault.close();
      return new Response('', { status: 401 });
    },
  });
  await world.disconnect();
  expect(world.store.get(id)?.transient).toMatchObject({
    kind: 'retrying',
    cause: { code: 'storage_locked' },
  });
  expect(world.progress()).toEqual({ kind: 'pending' });
});

describe('the service refuses, or does not answer (H75)', () => {
  test.each([
    ['401', () => new Response('', { status: 401 })],
    ['silence', () => Promise.reject(new NetworkFault('timeout', 'ETIMEDOUT', true))],
  ])('%s: eight attempts within 72 hours, then it stops and says so', async (_what, revoke) => {
    const world = await given({ revoke });
    await world.disconnect();
    await world.wait(71 * hour);
    expect(world.progress()).toMatchObject({ kind: 'stopped' });
    expect(world.server.received).toHaveLength(8);
    expect(await world.activity()).toEqual([
      'disconnect_stopped',
      'disconnect_failed',
      'disconnect_requested',
    ]);
    await world.wait(7 * day, hour);
    expect(world.server.received).toHaveLength(8);
  });

  test('the person may ask again: the attempts start over, the 30 days do not', async () => {
    let revoke = () => new Response('', { status: 401 });
    const world = await given({ revoke: () => revoke() });
    await world.disconnect();
    await world.wait(10 * day, hour);
    expect(world.progress()).toMatchObject({ kind: 'stopped' });
    await world.disconnect();
    expect(world.progress()).toMatchObject({ kind: 'waiting', refusals: { count: 1 } });
    expect(world.store.get(id)?.connection.standing).toMatchObject({ since: 1_000 });
    revoke = done;
    await world.disconnect();
    expect(world.endedConnections).toHaveLength(1);
  });

  test('a request that was stopped is deleted after 30 days too', async () => {
    const world = await given({ revoke: () => new Response('', { status: 401 }) });
    await world.disconnect();
    await world.wait(30 * day, hour);
    expect(world.progress()).toMatchObject({ kind: 'given_up' });
    expect(await world.store.recordStore().outboxEntry(id)).toBeNull();
  });

  test('a server that answers 503 is retried for longer than 72 hours (H71)', async () => {
    const world = await given({ revoke: () => new Response('', { status: 503 }) });
    await world.disconnect();
    await world.wait(5 * day, hour);
    expect(world.progress()).toMatchObject({ kind: 'waiting', obstacle: 'busy' });
    expect(await world.activity()).toEqual(['disconnect_failed', 'disconnect_requested']);
  });

  test('a network failure in between does not reset the count', async () => {
    const world = await given({
      revoke: (_request, count) => (count === 2 ? offline() : new Response('', { status: 401 })),
    });
    await world.disconnect();
    await world.wait(hour);
    expect(world.progress()).toMatchObject({ refusals: { since: 1_000 } });
    await world.wait(71 * hour);
    expect(world.progress()).toMatchObject({ kind: 'stopped' });
    expect(world.server.received).toHaveLength(9);
  });

  test('a restart neither retries sooner nor resets the count', async () => {
    const world = await given({ revoke: () => new Response('', { status: 401 }) });
    await world.disconnect();
    await world.wait(10 * 60_000);
    expect(world.progress()).toMatchObject({ refusals: { count: 2 } });
    await world.disconnector.stop();
    const again = world.restarted();
    again.resume();
    await again.whenIdle();
    expect(world.server.received).toHaveLength(2);
    world.clock.advance(20 * 60_000);
    await again.whenIdle();
    expect(world.progress()).toMatchObject({ refusals: { count: 3 } });
  });
});

test('one of many is stored as requested at once, and revoked when its turn comes (H69)', async () => {
  let start = (): void => undefined;
  const requestQueue: RequestQueue = {
    run: (_server, task) =>
      new Promise((resolve, reject) => (start = () => void task().then(resolve, reject))),
  };
  const world = await given({ requestQueue });
  expect(await world.disconnector.disconnect(id, true)).toBeNull();
  expect(world.progress()).toEqual({ kind: 'pending' });
  await world.disconnector.whenIdle();
  expect(world.server.received).toEqual([]);
  start();
  await world.disconnector.whenIdle();
  expect(world.endedConnections).toHaveLength(1);
});

describe('killed in between (H76)', () => {
  test('a grant the service had already ended is revoked once more and reported', async () => {
    const connection = aConnection({ standing: disconnecting(5) });
    const world = await given({ connection });
    // As it was when the power failed: revoked there, not yet deleted here.
    world.disconnector.resume();
    await world.disconnector.whenIdle();
    expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
  });

  test('a grant that ended before is not asked for again and again: it is over, and confirmed (L11)', async () => {
    const dead = { error: 'invalid_token', error_description: 'Token expired or revoked' };
    const world = await given({
      revoke: () => new Response(JSON.stringify(dead), { status: 400 }),
    });
    await world.disconnect();
    expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
  });

  test('with the token in the outbox it continues from there', async () => {
    const world = await given({ revoke: (_request, count) => (count === 1 ? offline() : done()) });
    await world.disconnect();
    await world.disconnector.stop();
    await world.store.load();
    world.clock.advance(hour);
    const again = world.restarted();
    again.resume();
    await again.whenIdle();
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'accepted' } }]);
  });
});

test('with a proof key that cannot sign, both tokens are revoked once; all that is known is that the server accepted it', async () => {
  const proofKey = { kty: 'EC', alg: 'ES256', d: 'd' };
  const world = await given({ secrets: { ...someSecrets({ tokenType: 'dpop' }), proofKey } });
  await world.disconnect();
  await world.wait(hour);
  expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
  expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'accepted' } }]);
});

describe('the person changes their mind', () => {
  const signedInAgain = (world: Awaited<ReturnType<typeof given>>) =>
    world.store.commit([
      { kind: 'put_secrets', connectionId: id, secrets: someSecrets({ refreshToken: 'new' }) },
      { kind: 'put_connection', connection: aConnection() },
      { kind: 'delete_outbox_entry', connectionId: id },
    ]);

  test('signing in again while it waits cancels it', async () => {
    const world = await given({ revoke: offline });
    await world.disconnect();
    const asked = world.server.received.length;
    await signedInAgain(world);
    await world.wait(day);
    expect(world.server.received).toHaveLength(asked);
    expect(world.store.get(id)?.connection.standing.kind).toBe('active');
  });

  test('signing in again while the service is being asked keeps the new tokens', async () => {
    const world = await given({
      revoke: async () => {
        await signedInAgain(world);
        return done();
      },
    });
    await world.disconnect();
    expect(world.endedConnections).toEqual([]);
    expect((await world.store.recordStore().secrets(id)).tokens.refreshToken).toBe('new');
  });

  test('removing it while the service is being asked leaves nothing behind', async () => {
    const world = await given({
      revoke: async () => {
        await world.store.commit([{ kind: 'delete_connection', connectionId: id }]);
        return new Response('', { status: 503 });
      },
    });
    await world.disconnect();
    expect(world.store.get(id)).toBeNull();
    expect(await world.activity()).toEqual([]);
    expect(await world.store.recordStore().outboxEntry(id)).toBeNull();
  });
});

describe('what a newer version kept to revoke is left to it (S8)', () => {
  const newerVersion = () => Promise.reject(new StorageError('newer_version', 'device_secret'));
  const state = ({ store }: World) => {
    const entry = store.get(id);
    return entry && connectionView(entry, true, {}).state;
  };

  test.each([
    ['its token', {}],
    ['its token, at a service without revocation', { revocationEndpoint: null }],
  ])('%s is neither revoked nor deleted, also after 30 days', async (_what, differently) => {
    const connection = aConnection({
      standing: disconnecting(0),
      server: { ...aServer, ...differently },
    });
    const world = await given({ connection });
    vi.spyOn(world.store.recordStore(), 'outboxEntry').mockImplementation(newerVersion);
    const commit = vi.spyOn(world.store.recordStore(), 'commit');
    world.disconnector.resume();
    await world.wait(40 * day, day);
    const restarted = world.restarted();
    restarted.resume();
    await restarted.whenIdle();
    expect(world.server.received).toEqual([]);
    expect(world.endedConnections).toEqual([]);
    expect(commit).not.toHaveBeenCalled();
    expect(world.store.get(id)?.connection).toEqual(connection);
    expect(state(world)).toEqual({ kind: 'newer_version' });
  });

  test('its token, without a network: nothing is deleted when the 30 days are over', async () => {
    const world = await given({ connection: aConnection({ standing: disconnecting(0) }) });
    const { standing } = aConnection({ standing: disconnecting(0) });
    vi.spyOn(world.store.recordStore(), 'secrets').mockImplementation(newerVersion);
    const commit = vi.spyOn(world.store.recordStore(), 'commit');
    world.systemState.online = false;
    world.disconnector.resume();
    await world.wait(40 * day, day);
    expect(commit).not.toHaveBeenCalled();
    expect(world.store.get(id)?.connection.standing).toEqual(standing);
  });

  test('it is read once, not every quarter of an hour', async () => {
    const world = await given({ connection: aConnection({ standing: disconnecting(0) }) });
    const read = vi
      .spyOn(world.store.recordStore(), 'outboxEntry')
      .mockImplementation(newerVersion);
    world.disconnector.resume();
    await world.wait(day);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('the person who asks again gets the answer at once', async () => {
    const world = await given({ connection: aConnection({ standing: disconnecting(0) }) });
    vi.spyOn(world.store.recordStore(), 'outboxEntry').mockImplementation(newerVersion);
    expect(await world.disconnector.disconnect(id)).toMatchObject({ code: 'newer_version' });
    expect(world.server.received).toEqual([]);
  });
});

test('hundreds due at once make at most eight requests, two at one server (H69)', async () => {
  const clock = createTestClock(1_000);
  const running = { all: 0, most: 0, byHost: new Map<string, number>(), mostAtOne: 0 };
  const server = createScriptedServer(async (request) => {
    const { host } = new URL(request.url);
    const atHost = (running.byHost.get(host) ?? 0) + 1;
    running.byHost.set(host, atHost);
    running.all += 1;
    running.most = Math.max(running.most, running.all);
    running.mostAtOne = Math.max(running.mostAtOne, atHost);
    await new Promise((resolve) => setImmediate(resolve));
    running.byHost.set(host, (running.byHost.get(host) ?? 0) - 1);
    running.all -= 1;
    return request.path === '/revoke' ? done() : tokenRefused();
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault);
  const ids = Array.from({ length: 200 }, (_, index) => `waiting-${String(index)}`);
  for (const [index, each] of ids.entries()) {
    const host = `https://server-${String(index % 5)}.example`;
    const at = {
      ...aServer,
      issuer: host,
      revocationEndpoint: `${host}/revoke`,
      introspectionEndpoint: null,
      userinfoEndpoint: null,
    };
    const connection = aConnection({ id: each, server: at, standing: disconnecting(5) });
    await store.commit([
      { kind: 'put_secrets', connectionId: each, secrets: someSecrets() },
      { kind: 'put_connection', connection },
    ]);
  }
  const left = new Set(ids);
  let allDone: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (allDone = resolve));
  const disconnector = new Disconnector({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    availability: { blocker: () => null, poll: () => undefined },
    random: () => 0.5,
    requestQueue: createRequestLimiter().createQueue(),
    waitForRefresh: () => Promise.resolve(),
    onEnded({ connectionId }) {
      left.delete(connectionId);
      if (left.size === 0) allDone();
    },
  });
  disconnector.resume();
  for (let tick = 0; tick < 1_000; tick += 1) clock.advance(100);
  await over;
  expect(running).toMatchObject({ most: 8, mostAtOne: 2 });
});

describe('evidence of the end', () => {
  test('revokes the refresh token, then the access token; a refused probe confirms it (O14)', async () => {
    const world = await given({});
    await world.disconnect();
    expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
    expect(world.endedConnections).toMatchObject([
      { connectionId: id, label: 'Ada Lovelace', evidence: { kind: 'confirmed', at: 1_000 } },
    ]);
    expect(world.store.get(id)).toBeNull();
    await expect(world.store.recordStore().secrets(id)).rejects.toMatchObject({ kind: 'missing' });
  });

  test('a server that still accepts the old token is reported as such', async () => {
    const world = await given({ userinfo: () => json({ sub: 'sub-1' }) });
    await world.disconnect();
    expect(world.endedConnections).toMatchObject([
      { evidence: { kind: 'still_accepted', accessEndsAt: 3_600_000 } },
    ]);
  });

  test('a server that offers nothing to probe has accepted, not confirmed', async () => {
    const world = await given({ userinfo: () => new Response('', { status: 503 }) });
    await world.disconnect();
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'accepted' } }]);
  });

  test('a service without revocation: access ends when the token does (H73)', async () => {
    const server = { ...aServer, revocationEndpoint: null };
    const world = await given({ connection: aConnection({ server }) });
    await world.disconnect();
    expect(world.server.received).toEqual([]);
    expect(world.endedConnections).toMatchObject([
      { evidence: { kind: 'not_offered', accessEndsAt: 3_600_000 } },
    ]);
  });

  test('a server that revokes access tokens only is asked to revoke that one (H72)', async () => {
    const world = await given({
      revoke: ({ form }) =>
        form.get('token') === 'refresh-1' ? json({ error: 'unsupported_token_type' }, 400) : done(),
    });
    await world.disconnect();
    expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
    expect(world.endedConnections).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
  });

  test('without a refresh token the access token is revoked', async () => {
    const world = await given({ secrets: someSecrets({ refreshToken: null }) });
    await world.disconnect();
    expect(world.revoked()).toEqual(['access-1']);
  });
});
