/** Longer than 500 lines because all occasions for a refresh share one connection and its world. */
import { createHash } from 'node:crypto';

import { describe, expect, test, vi } from 'vitest';

import { noAssertions } from '../../../testing/assertions.js';
import {
  aConnection,
  type ReceivedRequest,
  storeWith,
  contextOver,
  createScriptedServer,
  createTestClock,
  createTestSystemState,
  json,
  openMemoryVault,
  someSecrets,
  tokenResponse,
} from '../../../testing/test-world.js';
import { createRequestLimiter } from '../../concurrency/request-limiter.js';
import { StorageError } from '../../ports/storage-error.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import { connectionView } from '../views/connection-view.js';
import { createAvailability } from './availability.js';
import { RefreshScheduler } from './refresh-scheduler.js';

const id = 'connection-1';

async function given(
  answer: (request: ReceivedRequest, count: number) => Response | Promise<Response>,
  connection: Connection = aConnection(),
) {
  const clock = createTestClock();
  const server = createScriptedServer((request) => answer(request, server.received.length));
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, connection);
  const contextFor = contextOver(server.fetch, () => clock.now());
  const systemState = createTestSystemState();
  const availability = createAvailability(clock, systemState);
  const refreshScheduler = new RefreshScheduler({
    store,
    clock,
    contextFor,
    assertions: noAssertions,
    availability,
    random: () => 0.5,
    requestQueue: createRequestLimiter().createQueue(),
  });
  return {
    clock,
    server,
    store,
    refreshScheduler,
    systemState,
    connection: () => store.get(id)?.connection,
    transient: () => store.get(id)?.transient,
    tokens: async () => (await store.recordStore().secrets(id)).tokens,
    activity: async () => (await store.recordStore().activity(id, 10)).map(({ kind }) => kind),
  };
}

type World = Awaited<ReturnType<typeof given>>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const dropped = (): never => {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
};

const offline = (): never => {
  throw new Error('net::ERR_INTERNET_DISCONNECTED');
};

function storeIsFullOnce(store: ConnectionStore) {
  vi.spyOn(store.recordStore(), 'commit').mockRejectedValueOnce(
    new StorageError('full', 'no room'),
  );
}

describe('refused', () => {
  test('invalid_grant asks for a new sign-in and deletes nothing (H64)', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'grant_refused' });
    expect(world.connection()?.standing).toMatchObject({
      kind: 'needs_sign_in',
      cause: { code: 'grant_refused', serverError: 'invalid_grant' },
    });
    expect(await world.tokens()).toEqual(someSecrets().tokens);
    expect(await world.activity()).toEqual(['refresh_failed']);
  });

  test('a refusal is not believed when the store holds another refresh token by then (H64)', async () => {
    const world = await given(async (request) => {
      if (request.form.get('refresh_token') === 'refresh-2') return tokenResponse();
      const secrets = someSecrets({ refreshToken: 'refresh-2' });
      await world.store.commit([{ kind: 'put_secrets', connectionId: id, secrets }]);
      return json({ error: 'invalid_grant' }, 400);
    });
    expect(await world.refreshScheduler.refresh(id)).toBeNull();
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
  });

  test.each([
    ['an hour behind', -3_600_000],
    ['ten years ahead', 10 * 365 * 86_400_000],
  ])(
    'invalid_grant with a clock that is %s, as after a restored copy, deletes nothing (H65)',
    async (_what, ahead) => {
      const world = await given(
        () => json({ error: 'invalid_grant' }, 400),
        aConnection({ issuedAt: -ahead, accessTokenExpiresAt: 3_600_000 - ahead }),
      );
      await world.refreshScheduler.refresh(id);
      expect(world.connection()?.standing).toMatchObject({ kind: 'needs_sign_in' });
      expect(await world.tokens()).toEqual(someSecrets().tokens);
      world.clock.advance(86_400_000);
      await world.refreshScheduler.whenIdle(id);
      expect(world.server.received).toHaveLength(1);
    },
  );

  test('invalid_grant for tokens of a restored copy is reported as that, with the server’s error (H65)', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    vi.spyOn(world.store.recordStore(), 'mayBeOutdated').mockReturnValue(true);
    expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'copy_restored' });
    expect(world.connection()?.standing).toMatchObject({
      kind: 'needs_sign_in',
      cause: { code: 'copy_restored', serverError: 'invalid_grant' },
    });
    expect(await world.tokens()).toEqual(someSecrets().tokens);
  });

  test('invalid_client is a wrong setting, not a lost sign-in (H55)', async () => {
    const world = await given(() => json({ error: 'invalid_client' }, 401));
    await world.refreshScheduler.refresh(id);
    expect(world.connection()?.standing).toMatchObject({ kind: 'misconfigured' });
  });

  test('a refusal after an interrupted refresh is reported as interrupted (R11)', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    const intent = { connectionId: id, refreshTokenHash: sha256('refresh-1'), at: 0 };
    await world.store.commit([{ kind: 'put_intent', intent }]);
    world.refreshScheduler.resume();
    await world.refreshScheduler.whenIdle(id);
    expect(world.connection()?.standing).toMatchObject({ cause: { code: 'refresh_interrupted' } });
  });
});

describe('not reached', () => {
  test.each([408, 425, 429, 500, 502, 503])('HTTP %i is tried again later', async (status) => {
    const world = await given(() => new Response('<html>', { status }));
    await world.refreshScheduler.refresh(id);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
    expect(world.transient()?.kind).toBe('retrying');
    expect(await world.store.recordStore().intents()).toEqual([]);
  });

  test('the server’s Retry-After is the shortest wait before it retries by itself (H58)', async () => {
    const world = await given((_request, count) =>
      count === 1
        ? new Response('', { status: 503, headers: { 'Retry-After': '120' } })
        : tokenResponse(),
    );
    await world.refreshScheduler.refresh(id);
    expect(world.transient()).toMatchObject({ nextAttemptAt: 120_000 });
    world.clock.advance(120_000);
    await world.refreshScheduler.whenIdle(id);
    expect(world.transient()).toEqual({ kind: 'none' });
  });

  test('after a lost response the same token is sent once more, at once (H59)', async () => {
    const world = await given((_request, count) => (count === 1 ? dropped() : tokenResponse()));
    expect(await world.refreshScheduler.refresh(id)).toBeNull();
    expect(world.server.received.map(({ form }) => form.get('refresh_token'))).toEqual([
      'refresh-1',
      'refresh-1',
    ]);
  });

  test('a response lost twice keeps the intent for the next start (H59)', async () => {
    const world = await given(dropped);
    await world.refreshScheduler.refresh(id);
    expect(await world.store.recordStore().intents()).toHaveLength(1);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
  });
});

describe('refreshed', () => {
  test('the new refresh token is stored though the rest of the response is refused (H60)', async () => {
    const world = await given(() => json({ refresh_token: 'refresh-2', token_type: 'Bearer' }));
    await world.refreshScheduler.refresh(id);
    expect(await world.tokens()).toMatchObject({
      accessToken: 'access-1',
      refreshToken: 'refresh-2',
    });
  });

  test('a response without an ID token is stored in one write, its new refresh token with it (H60)', async () => {
    const world = await given(() => tokenResponse({ refresh_token: 'refresh-2' }));
    const commit = vi.spyOn(world.store.recordStore(), 'commit');
    await world.refreshScheduler.refresh(id);
    const written = commit.mock.calls.map(([changes]) => changes.map(({ kind }) => kind));
    expect(written).toEqual([
      ['put_intent'],
      ['put_secrets', 'put_connection', 'delete_intent', 'add_activity'],
    ]);
    expect(await world.tokens()).toMatchObject({ refreshToken: 'refresh-2' });
  });

  test('a new refresh token that did not fit on the disk is stored before anything is sent again (R3, H60)', async () => {
    const world = await given((_request, count) => {
      if (count === 1) storeIsFullOnce(world.store);
      return tokenResponse({ refresh_token: `refresh-${count + 1}` });
    });
    expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'storage_full' });
    expect(world.transient()).toMatchObject({ kind: 'retrying', cause: { code: 'storage_full' } });
    world.clock.advance(5_000);
    await world.refreshScheduler.whenIdle(id);
    expect(world.server.received.map(({ form }) => form.get('refresh_token'))).toEqual([
      'refresh-1',
      'refresh-2',
    ]);
    expect(await world.tokens()).toMatchObject({ refreshToken: 'refresh-3' });
  });

  test('a new refresh token that did not fit on the disk is stored before a disconnect reads it (R3)', async () => {
    const world = await given(() => {
      storeIsFullOnce(world.store);
      return tokenResponse({ refresh_token: 'refresh-2' });
    });
    await world.refreshScheduler.refresh(id);
    expect(await world.tokens()).toMatchObject({ refreshToken: 'refresh-1' });
    await world.refreshScheduler.whenIdle(id);
    expect(await world.tokens()).toMatchObject({ refreshToken: 'refresh-2' });
  });

  test('a new refresh token that did not fit on the disk is stored before the app quits (R3)', async () => {
    const world = await given(() => {
      storeIsFullOnce(world.store);
      return tokenResponse({ refresh_token: 'refresh-2' });
    });
    await world.refreshScheduler.refresh(id);
    await world.refreshScheduler.stop();
    expect(await world.tokens()).toMatchObject({ refreshToken: 'refresh-2' });
  });

  test('without a new refresh token the old one stays (H61)', async () => {
    const world = await given(() => tokenResponse());
    await world.refreshScheduler.refresh(id);
    expect(await world.tokens()).toMatchObject({
      accessToken: 'access-2',
      refreshToken: 'refresh-1',
    });
  });

  test('a connection that needed a sign-in is good again, with its activity', async () => {
    const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
    const broken = aConnection({ standing: { kind: 'needs_sign_in', cause } });
    const world = await given(() => tokenResponse(), broken);
    await world.refreshScheduler.refresh(id);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
    expect(await world.activity()).toEqual(['refreshed']);
    expect(await world.store.recordStore().intents()).toEqual([]);
  });

  test('an access token that the service refuses right after a refresh does not cause a loop (H67)', async () => {
    const world = await given(({ path }) =>
      path === '/token' ? tokenResponse() : json({ error: 'invalid_token' }, 401),
    );
    await world.refreshScheduler.refresh(id);
    for (let second = 0; second < 60; second += 1) {
      world.clock.advance(1_000);
      await world.refreshScheduler.whenIdle(id);
    }
    expect(world.server.received.filter(({ path }) => path === '/token')).toHaveLength(1);
  });

  test('requested twice at once, the refresh token is sent once (O13)', async () => {
    const world = await given(() => tokenResponse({ refresh_token: 'refresh-2' }));
    await Promise.all([world.refreshScheduler.refresh(id), world.refreshScheduler.refresh(id)]);
    expect(world.server.received).toHaveLength(1);
  });

  test('a label given in the meantime is kept', async () => {
    const world = await given(async () => {
      const connection = aConnection({ ownLabel: 'Work' });
      await world.store.commit([{ kind: 'put_connection', connection }]);
      return tokenResponse();
    });
    await world.refreshScheduler.refresh(id);
    expect(world.connection()?.ownLabel).toBe('Work');
  });

  test('a connection removed in the meantime does not come back', async () => {
    const world = await given(async () => {
      await world.store.commit([{ kind: 'delete_connection', connectionId: id }]);
      return tokenResponse({ refresh_token: 'refresh-2' });
    });
    await world.refreshScheduler.refresh(id);
    expect(world.connection()).toBeUndefined();
    await expect(world.tokens()).rejects.toMatchObject({ kind: 'missing' });
  });

  test('it refreshes itself when due', async () => {
    const world = await given(() => tokenResponse());
    world.refreshScheduler.follow(id);
    world.clock.advance(3_600_000);
    await world.refreshScheduler.whenIdle(id);
    expect(await world.tokens()).toMatchObject({ accessToken: 'access-2' });
  });
});

test('nothing starts while the app quits', async () => {
  const world = await given(() => tokenResponse());
  await world.refreshScheduler.stop();
  expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'already_busy' });
  expect(world.server.received).toEqual([]);
});

describe('a response is lost (H59)', () => {
  const lostOnce = (count: number) => (count <= 2 ? dropped() : tokenResponse());

  test('twice: the same token is sent again within the service’s documented grace period', async () => {
    const lifetime = { ...aConnection().lifetime, graceMs: 3_000 };
    const world = await given((_request, count) => lostOnce(count), aConnection({ lifetime }));
    await world.refreshScheduler.refresh(id);
    expect(world.transient()).toMatchObject({ kind: 'retrying', nextAttemptAt: 1_500 });
    world.clock.advance(1_500);
    await world.refreshScheduler.whenIdle(id);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
    expect(await world.store.recordStore().intents()).toEqual([]);
  });

  test('and the token is refused afterwards: reported as interrupted, not as a revocation', async () => {
    const world = await given((_request, count) =>
      count === 1 ? dropped() : json({ error: 'invalid_grant' }, 400),
    );
    expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'refresh_interrupted' });
    expect(world.server.received).toHaveLength(2);
  });

  test('and a fault follows: the intent stays', async () => {
    const world = await given((_request, count) =>
      count <= 2 ? dropped() : new Response('', { status: 503 }),
    );
    await world.refreshScheduler.refresh(id);
    await world.refreshScheduler.refresh(id);
    expect(await world.store.recordStore().intents()).toHaveLength(1);
    // With an intent from before, the token is sent once and not twice.
    expect(world.server.received).toHaveLength(3);
  });
});

describe('without a network', () => {
  test('nothing is sent; a due refresh shows since when, and starts within ten seconds of its return', async () => {
    const world = await given(() => tokenResponse());
    world.systemState.online = false;
    world.refreshScheduler.follow(id);
    world.clock.advance(3_600_000);
    expect(world.server.received).toEqual([]);
    expect(world.transient()).toEqual({
      kind: 'offline',
      since: expect.any(Number) as number,
      nextAttemptAt: null,
    });
    world.systemState.online = true;
    world.clock.advance(10_000);
    await world.refreshScheduler.whenIdle(id);
    expect(world.server.received).toHaveLength(1);
    expect(world.transient()).toEqual({ kind: 'none' });
  });

  test('a refresh that the user requests starts at once', async () => {
    const world = await given(() => tokenResponse());
    world.systemState.online = false;
    expect(await world.refreshScheduler.refresh(id)).toBeNull();
  });

  test('one of many that the user requests starts when its turn comes, and says if it is gone (H69)', async () => {
    const world = await given(() => tokenResponse());
    expect(await world.refreshScheduler.refreshInTurn('nobody')).toMatchObject({
      code: 'not_found',
    });
    const refreshing = world.refreshScheduler.refreshInTurn(id);
    expect(await refreshing).toBeNull();
    expect(world.server.received).toHaveLength(1);
  });

  test('a server on this computer itself is still reached', async () => {
    const server = { ...aConnection().server, tokenEndpoint: 'http://127.0.0.1:1/token' };
    const world = await given(() => tokenResponse(), aConnection({ server }));
    world.systemState.online = false;
    world.refreshScheduler.follow(id);
    world.clock.advance(3_600_000);
    await world.refreshScheduler.whenIdle(id);
    expect(world.server.received).toHaveLength(1);
  });
});

test('nothing starts while the computer falls asleep; a due refresh starts once it is awake', async () => {
  const world = await given(() => tokenResponse());
  world.refreshScheduler.follow(id);
  world.systemState.happen('suspending');
  world.clock.sleep(8 * 3_600_000);
  world.clock.advance(30_000);
  expect(world.server.received).toEqual([]);
  world.systemState.happen('resumed');
  world.clock.advance(11_000);
  await world.refreshScheduler.whenIdle(id);
  expect(world.server.received).toHaveLength(1);
});

test('a refresh that sleep interrupts is not shown as running, and is retried once awake', async () => {
  const world = await given((_request, count) => {
    if (count > 1) return tokenResponse();
    world.systemState.happen('suspending');
    throw new Error('net::ERR_NETWORK_CHANGED');
  });
  await world.refreshScheduler.refresh(id);
  expect(world.transient()).toMatchObject({ kind: 'retrying' });
  world.systemState.happen('resumed');
  world.clock.advance(11_000);
  await world.refreshScheduler.whenIdle(id);
  expect(world.server.received).toHaveLength(2);
  expect(world.transient()).toEqual({ kind: 'none' });
});

test('a refresh that the user requests while it is queued is not repeated', async () => {
  const held: (() => void)[] = [];
  const world = await given((request) =>
    request.form.get('refresh_token') === 'refresh-1'
      ? new Promise((resolve) => held.push(() => resolve(tokenResponse())))
      : tokenResponse(),
  );
  // Due after the two others, which fill the limit for one server.
  const last = { id: 'last', accessTokenExpiresAt: 6_000_000 };
  for (const differently of [{ id: 'second' }, last]) {
    const refreshToken = differently === last ? 'refresh-of-last' : 'refresh-1';
    const secrets = someSecrets({ refreshToken });
    await world.store.commit([
      { kind: 'put_secrets', connectionId: differently.id, secrets },
      { kind: 'put_connection', connection: aConnection(differently) },
    ]);
  }
  for (const each of [id, 'second', 'last']) world.refreshScheduler.follow(each);
  world.clock.advance(6_000_000);
  await vi.waitUntil(() => held.length === 2);
  expect(await world.refreshScheduler.refresh('last')).toBeNull();
  held.forEach((answer) => answer());
  for (const each of [id, 'second', 'last']) await world.refreshScheduler.whenIdle(each);
  const sent = world.server.received.map(({ form }) => form.get('refresh_token'));
  expect(sent).toEqual(['refresh-1', 'refresh-1', 'refresh-of-last']);
});

describe('a sign-in while the old token is being refreshed', () => {
  async function signedInBefore(answer: (world: World) => Response) {
    const world: World = await given(async (_, count) => {
      if (count > 1) return tokenResponse();
      await world.store.commit([
        {
          kind: 'put_secrets',
          connectionId: id,
          secrets: someSecrets({ refreshToken: 'signed-in' }),
        },
        {
          kind: 'put_connection',
          connection: aConnection({ issuedAt: 1_000, accessTokenExpiresAt: 3_601_000 }),
        },
        { kind: 'delete_intent', connectionId: id },
      ]);
      world.store.applyTransient(id, { kind: 'signed_in' });
      return answer(world);
    });
    expect(await world.refreshScheduler.refresh(id)).toBeNull();
    return world;
  }

  test.each([
    ['the client was refused', () => json({ error: 'invalid_client' }, 401)],
    ['the server failed', () => new Response('', { status: 503 })],
    ['the response was lost', dropped],
  ])('stays good, whatever the result of the refresh: %s', async (_what, answer) => {
    const world = await signedInBefore(answer);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
    expect(world.transient()).toEqual({ kind: 'none' });
    expect(await world.activity()).toEqual([]);
  });

  test('is not overwritten by the refreshed tokens', async () => {
    const world = await signedInBefore(() => tokenResponse({ refresh_token: 'of-the-old-grant' }));
    expect(await world.tokens()).toMatchObject({ refreshToken: 'signed-in' });
  });

  test('is refreshed in its turn, also if that falls due before the old refresh ends', async () => {
    const world = await signedInBefore((world) => {
      world.refreshScheduler.follow(id);
      world.clock.advance(3_600_000);
      return tokenResponse();
    });
    world.clock.advance(60_000);
    await world.refreshScheduler.whenIdle(id);
    const sent = world.server.received.map(({ form }) => form.get('refresh_token'));
    expect(sent).toEqual(['refresh-1', 'signed-in']);
  });

  test('and then requested by the user: the new token is sent once the old refresh has ended', async () => {
    const click: { refreshed?: Promise<unknown> } = {};
    const world = await signedInBefore(({ refreshScheduler }) => {
      click.refreshed = refreshScheduler.refresh(id);
      return tokenResponse();
    });
    expect(await click.refreshed).toBeNull();
    const sent = world.server.received.map(({ form }) => form.get('refresh_token'));
    expect(sent).toEqual(['refresh-1', 'signed-in']);
  });
});

describe('tokens that a newer version stored', () => {
  const newerVersion = () => Promise.reject(new StorageError('newer_version', 'token type'));
  const state = ({ store }: World) => {
    const entry = store.get(id);
    return entry && connectionView(entry, true, {}).state;
  };

  test('of an unknown type are shown as of a newer version, and read once, not again and again (S8)', async () => {
    const world = await given(() => tokenResponse());
    const read = vi.spyOn(world.store.recordStore(), 'secrets').mockImplementation(newerVersion);
    world.refreshScheduler.resume();
    for (let hours = 0; hours < 48; hours += 1) {
      world.clock.advance(3_600_000);
      await world.refreshScheduler.whenIdle(id);
    }
    expect(read).toHaveBeenCalledTimes(1);
    expect(state(world)).toEqual({ kind: 'newer_version' });
    expect(world.server.received).toEqual([]);
    expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'newer_version' });
  });

  test('are forgotten once the user has signed in again', async () => {
    const world = await given(() => tokenResponse());
    vi.spyOn(world.store.recordStore(), 'secrets').mockImplementationOnce(newerVersion);
    await world.refreshScheduler.refresh(id);
    world.store.applyTransient(id, { kind: 'signed_in' });
    world.refreshScheduler.follow(id);
    expect(state(world)).toEqual({ kind: 'active' });
    world.clock.advance(3_600_000);
    await world.refreshScheduler.whenIdle(id);
    expect(world.server.received).toHaveLength(1);
  });

  const key = { kty: 'EC', alg: 'ML-DSA-44', crv: 'P-256', x: 'x', y: 'y', d: 'S3CR3T' };
  test.each<[string, Partial<ConnectionSecrets>]>([
    ['with a proof key', { proofKey: key }],
    ['with a key of the client', { authentication: { kind: 'private_key_jwt', privateKey: key } }],
  ])('%s that cannot sign are not sent, and leave no intent on the disk (S8)', async (_, part) => {
    const world = await given(() => tokenResponse());
    const secrets = { ...someSecrets(), ...part };
    await world.store.commit([{ kind: 'put_secrets', connectionId: id, secrets }]);
    expect(await world.refreshScheduler.refresh(id)).toMatchObject({ code: 'newer_version' });
    expect(await world.store.recordStore().intents()).toEqual([]);
    expect(world.server.received).toEqual([]);
    expect(state(world)).toEqual({ kind: 'newer_version' });
  });
});

test.each([
  ['a busy server', true, () => new Response('', { status: 503 })],
  ['no network', false, offline],
])(
  'a connection that needs the user is not retried by itself after the user tried in vain: %s',
  async (_what, online, answer) => {
    const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
    const broken = aConnection({ standing: { kind: 'needs_sign_in', cause } });
    const world = await given(answer, broken);
    world.systemState.online = online;
    await world.refreshScheduler.refresh(id);
    world.systemState.online = true;
    world.clock.advance(86_400_000);
    await world.refreshScheduler.whenIdle(id);
    expect(world.server.received).toHaveLength(1);
    expect(world.connection()?.standing).toMatchObject({ kind: 'needs_sign_in' });
  },
);

const networkErrors = [
  'ERR_NAME_NOT_RESOLVED',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_CERT_AUTHORITY_INVALID',
  'ERR_SSL_PROTOCOL_ERROR',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
  'ERR_TIMED_OUT',
  'ERR_NETWORK_CHANGED',
];

describe('only a clear refusal by the server makes a sign-in necessary (R16)', () => {
  test.each(networkErrors)('not %s', async (code) => {
    const world = await given(() => {
      throw new Error(`net::${code}`);
    });
    await world.refreshScheduler.refresh(id);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
    expect(await world.tokens()).toEqual(someSecrets().tokens);
  });

  const html = { headers: { 'Content-Type': 'text/html' } };
  test.each([
    ['a sign-in page of the network', () => new Response('<html>', html)],
    ['network authentication required', () => new Response('', { status: 511 })],
    ['a proxy that wants a password', () => new Response('', { status: 407 })],
    [
      'a redirect',
      () => new Response('', { status: 302, headers: { Location: 'https://hotel.example/' } }),
    ],
    ['a firewall’s page', () => new Response('<html>', { status: 403, ...html })],
    [
      'a truncated response',
      () => new Response('{"access_', { headers: { 'Content-Type': 'application/json' } }),
    ],
  ])('not %s', async (_what, answer) => {
    const world = await given(answer);
    await world.refreshScheduler.refresh(id);
    expect(world.connection()?.standing).toEqual({ kind: 'active' });
    expect(await world.tokens()).toEqual(someSecrets().tokens);
  });
});
