import { describe, expect, test, vi } from 'vitest';

import { noAssertions } from '../../testing/assertions.js';
import {
  aConnection,
  type ReceivedRequest,
  contextOver,
  createScriptedServer,
  createTestClock,
  createTestSystemState,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../testing/test-world.js';
import { createRequestLimiter } from '../concurrency/request-limiter.js';
import { StorageError } from '../ports/storage-error.js';
import { AccessTokens } from './access-token.js';
import type { Connection } from './connection.js';
import { createAvailability } from './refresh/availability.js';
import { RefreshScheduler } from './refresh/refresh-scheduler.js';

const id = 'connection-1';
const hour = 3_600_000;
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;

/** A connection whose access token lasts an hour from the start of the clock. */
async function given(
  differences: Partial<Connection> = {},
  respond: (request: ReceivedRequest) => Response | Promise<Response> = () => tokenResponse(),
) {
  const clock = createTestClock();
  const server = createScriptedServer(respond);
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, aConnection(differences));
  const systemState = createTestSystemState();
  const refreshScheduler = new RefreshScheduler({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    assertions: noAssertions,
    availability: createAvailability(clock, systemState),
    random: () => 0.5,
    requestQueue: createRequestLimiter().createQueue(),
  });
  const accessTokens = new AccessTokens({ store, clock, refreshScheduler });
  return {
    clock,
    vault,
    store,
    systemState,
    refreshScheduler,
    requests: () => server.received.length,
    usable: (validForMs = 60_000, of = id) => accessTokens.usableAccessToken(of, { validForMs }),
  };
}

const failWith = (error: string) => () => json({ error }, 400);

describe('no access token', () => {
  test('of a connection that is not there', async () => {
    const world = await given();
    expect(await world.usable(0, 'another')).toMatchObject({
      kind: 'ended',
      failure: { code: 'not_found' },
    });
  });

  test('of a connection that is being disconnected, though the token would last', async () => {
    const standing = { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } } as const;
    const world = await given({ standing });
    expect((await world.usable()).kind).toBe('ended');
    expect(world.requests()).toBe(0);
  });

  test.each(['needs_sign_in', 'misconfigured'] as const)(
    'of a connection that %s, and nothing is sent',
    async (kind) => {
      const world = await given({ standing: { kind, cause } });
      world.clock.advance(2 * hour);
      expect(await world.usable()).toEqual({ kind, failure: cause });
      expect(world.requests()).toBe(0);
    },
  );

  test.each([
    ['invalid_grant', 'needs_sign_in', 'grant_refused'],
    ['invalid_client', 'misconfigured', 'client_refused'],
  ])('when the server refuses the refresh with %s', async (error, kind, code) => {
    const world = await given({}, failWith(error));
    world.clock.advance(2 * hour);
    expect(await world.usable()).toMatchObject({ kind, failure: { code } });
  });

  test('once it has expired and nothing can bring another', async () => {
    const world = await given({ hasRefreshToken: false });
    world.clock.advance(2 * hour);
    expect(await world.usable(0)).toMatchObject({
      kind: 'needs_sign_in',
      failure: { code: 'refresh_token_missing' },
    });
  });

  test('while the vault is locked, and nothing is sent', async () => {
    const world = await given();
    world.clock.advance(2 * hour);
    vi.spyOn(world.store, 'recordStore').mockImplementation(() => {
      throw new StorageError('closed', 'the vault is not open');
    });
    expect(await world.usable()).toMatchObject({ kind: 'storage_locked' });
    expect(world.requests()).toBe(0);
  });

  test.each([0, 2 * hour])(
    'whose record cannot be read (%d ms after it was issued)',
    async (later) => {
      const world = await given();
      world.clock.advance(later);
      const failed = new StorageError('unreadable', 'damaged');
      vi.spyOn(world.store.recordStore(), 'secrets').mockRejectedValue(failed);
      expect(await world.usable()).toMatchObject({ kind: 'storage_failed' });
      expect(world.requests()).toBe(0);
    },
  );

  test('that the full disk did not take (R3)', async () => {
    const world = await given();
    world.clock.advance(2 * hour);
    const full = new StorageError('full', 'no room');
    vi.spyOn(world.store.recordStore(), 'commit').mockRejectedValue(full);
    expect(await world.usable()).toMatchObject({
      kind: 'storage_failed',
      failure: { code: 'storage_full' },
    });
  });

  test('without a network', async () => {
    const world = await given({}, () => {
      throw new Error('net::ERR_INTERNET_DISCONNECTED');
    });
    world.systemState.online = false;
    world.clock.advance(2 * hour);
    expect((await world.usable()).kind).toBe('offline');
    expect((await world.usable()).kind).toBe('offline');
    expect(world.requests()).toBe(1);
  });

  test('while a server is in trouble, however often a caller comes (R10)', async () => {
    const world = await given({}, () => new Response('', { status: 503 }));
    world.clock.advance(2 * hour);
    const first = await world.usable();
    expect(first).toMatchObject({ kind: 'retrying', failure: { code: 'server_fault' } });
    for (let time = 0; time < 100; time += 1) expect(await world.usable()).toEqual(first);
    expect(world.requests()).toBe(1);
  });

  test('that lasts longer than the server’s tokens do, and it is not refreshed for that', async () => {
    const world = await given();
    expect(await world.usable(2 * hour)).toMatchObject({
      kind: 'lifetime_too_short',
      lifetimeMs: hour,
    });
    expect(world.requests()).toBe(0);
    world.clock.advance(hour);
    expect((await world.usable(2 * hour)).kind).toBe('lifetime_too_short');
    expect(world.requests()).toBe(1);
    expect((await world.usable(2 * hour)).kind).toBe('lifetime_too_short');
    expect(world.requests()).toBe(1);
  });
});

describe('a usable access token', () => {
  test('is the stored one while it lasts as long as the caller wants', async () => {
    const world = await given();
    world.clock.advance(hour - 60_000);
    expect(await world.usable(60_000)).toEqual({
      kind: 'ok',
      value: { accessToken: 'access-1', tokenType: 'bearer', expiresAt: hour },
    });
    expect(world.requests()).toBe(0);
  });

  test('is refreshed when it lasts a moment less', async () => {
    const world = await given();
    world.clock.advance(hour - 59_999);
    expect(await world.usable(60_000)).toMatchObject({
      kind: 'ok',
      value: { accessToken: 'access-2', expiresAt: 2 * hour - 59_999 },
    });
  });

  test('is the stored one where the server named no expiry', async () => {
    const world = await given({ accessTokenExpiresAt: null });
    world.clock.advance(1_000 * hour);
    expect(await world.usable()).toMatchObject({ value: { accessToken: 'access-1' } });
    expect(world.requests()).toBe(0);
  });

  test('is refreshed where the stored one was issued in what is now the future (R7)', async () => {
    const world = await given({ issuedAt: 10 * hour, accessTokenExpiresAt: 11 * hour });
    expect(await world.usable()).toMatchObject({ value: { accessToken: 'access-2' } });
  });

  test('comes from one refresh, however many callers want it (O13)', async () => {
    const world = await given();
    world.clock.advance(2 * hour);
    const results = await Promise.all(Array.from({ length: 50 }, () => world.usable()));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]).toMatchObject({ value: { accessToken: 'access-2' } });
    expect(world.requests()).toBe(1);
  });

  test('is not the old one while a refresh is running that replaces it', async () => {
    let respond = (): void => undefined;
    const world = await given(
      {},
      () => new Promise((resolve) => (respond = () => resolve(tokenResponse()))),
    );
    const refreshing = world.refreshScheduler.refresh(id);
    const usable = world.usable();
    await vi.waitUntil(() => world.requests() === 1);
    respond();
    await refreshing;
    expect(await usable).toMatchObject({ value: { accessToken: 'access-2' } });
    expect(world.requests()).toBe(1);
  });

  test('is the one of a sign-in that came while the refresh was running', async () => {
    const world = await given({}, async () => {
      const secrets = someSecrets({ accessToken: 'signed-in', issuedAt: 2 * hour });
      const connection = aConnection({ issuedAt: 2 * hour, accessTokenExpiresAt: 3 * hour });
      await world.store.commit([
        { kind: 'put_secrets', connectionId: id, secrets },
        { kind: 'put_connection', connection },
      ]);
      return tokenResponse();
    });
    world.clock.advance(2 * hour);
    expect(await world.usable()).toMatchObject({ value: { accessToken: 'signed-in' } });
  });

  test('is refreshed once the wait after a failure is over', async () => {
    const responses = [new Response('', { status: 503 })];
    const world = await given({}, () => responses.shift() ?? tokenResponse());
    world.clock.advance(2 * hour);
    expect((await world.usable()).kind).toBe('retrying');
    // Time passes without timers, so that the refresh is the caller's and not the schedule's.
    world.clock.sleep(60_000);
    expect(await world.usable()).toMatchObject({ value: { accessToken: 'access-2' } });
  });

  test('comes without the key that it is bound to', async () => {
    const proofKey = { kty: 'EC', alg: 'ES256', d: 'private' };
    const world = await given();
    const secrets = { ...someSecrets({ tokenType: 'dpop' }), proofKey };
    await world.store.commit([{ kind: 'put_secrets', connectionId: id, secrets }]);
    const result = await world.usable();
    expect(result).toMatchObject({ kind: 'ok', value: { tokenType: 'dpop' } });
    expect(JSON.stringify(result)).not.toContain('private');
  });
});
