import { setImmediate } from 'node:timers/promises';

import { describe, expect, test, vi } from 'vitest';

import { noAssertions } from '../../../testing/assertions.js';
import { createSigner } from '../../../testing/scripted-server.js';
import {
  aConnection,
  alwaysAvailable,
  aServer,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import { createRequestLimiter, type RequestQueue } from '../../concurrency/request-limiter.js';
import type { Connection, Unidentified } from '../connection.js';
import { RefreshScheduler } from './refresh-scheduler.js';

const id = 'connection-1';
const hour = 3_600_000;
const start = 1_800_000_000_000;

function unidentifiedConnection(
  unidentified: Unidentified = { timesAsked: 1, lastAskedAt: start - hour },
  differently: Partial<Connection> = {},
): Connection {
  const { account } = aConnection();
  return aConnection({
    account: { ...account, subject: 'attempt-0', name: null, email: null, unidentified },
    issuedAt: start,
    accessTokenExpiresAt: start + hour,
    ...differently,
  });
}

interface Answers {
  userinfo: () => Response | Promise<Response>;
  token: Record<string, unknown>;
}

async function given(
  connection: Connection,
  answers: Partial<Answers> = {},
  requestQueue: RequestQueue = createRequestLimiter().createQueue(),
) {
  const clock = createTestClock(start);
  const signer = await createSigner();
  const { userinfo = () => json({}, 403), token = {} } = answers;
  const server = createScriptedServer(({ path }) => {
    if (path === '/jwks') return json({ keys: [signer.publicKey] });
    return path === '/userinfo' ? userinfo() : tokenResponse({ refresh_token: 'rt', ...token });
  });
  const store = await storeWith(await openMemoryVault(clock), connection);
  const scheduler = new RefreshScheduler({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    assertions: noAssertions,
    availability: alwaysAvailable(clock),
    random: () => 0.5,
    requestQueue,
  });
  const asked = () => server.received.filter(({ path }) => path === '/userinfo');
  async function refresh() {
    clock.advance(60_000);
    const failure = await scheduler.refresh(id);
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    return failure;
  }
  const account = () => store.get(id)?.connection.account;
  return { clock, signer, server, store, scheduler, asked, refresh, account };
}

describe('the service is not asked whose account it is', () => {
  test('where it has said so', async () => {
    const world = await given(aConnection({ issuedAt: start }));
    await world.refresh();
    expect(world.asked()).toEqual([]);
  });

  test.each([
    ['there is nothing to ask', { server: { ...aServer, userinfoEndpoint: null } }],
    ['it holds the grant itself', { grant: 'server_held' as const }],
  ])('where %s', async (_, differently) => {
    const world = await given(unidentifiedConnection(undefined, differently));
    await world.refresh();
    expect(world.asked()).toEqual([]);
  });

  test.each([
    [1, hour - 120_000],
    [3, 4 * hour - 120_000],
    [500, 30 * 24 * hour - 120_000],
  ])('again soon after %i answers that did not say it', async (timesAsked, since) => {
    const world = await given(unidentifiedConnection({ timesAsked, lastAskedAt: start - since }));
    await world.refresh();
    expect(world.asked()).toEqual([]);
  });

  test('more than 24 times in a year of refreshes, if it never says so', async () => {
    const world = await given(unidentifiedConnection());
    for (let refreshes = 0; refreshes < 365 * 2; refreshes += 1) {
      world.clock.advance(12 * hour);
      await world.refresh();
    }
    expect(world.asked().length).toBeGreaterThan(12);
    expect(world.asked().length).toBeLessThanOrEqual(24);
  });

  test('once the app ends', async () => {
    const world = await given(unidentifiedConnection());
    const refreshing = world.scheduler.refresh(id);
    await world.scheduler.stop();
    await refreshing;
    expect(world.account()).toMatchObject({ unidentified: { timesAsked: 1 } });
  });
});

describe('after a refresh', () => {
  test('the service is asked again with the new token, and its answer names the account', async () => {
    const userinfo = () => json({ sub: 'sub-9', name: 'Grace Hopper', email: 'grace@example.org' });
    const world = await given(unidentifiedConnection(), { userinfo });
    expect(await world.refresh()).toBeNull();
    expect(world.asked()[0]?.headers.get('authorization')).toBe('Bearer access-2');
    expect(world.account()).toEqual({
      issuer: aServer.issuer,
      subject: 'sub-9',
      name: 'Grace Hopper',
      email: 'grace@example.org',
    });
    await world.refresh();
    expect(world.asked()).toHaveLength(1);
  });

  test.each([
    ['refuses', () => json({ error: 'insufficient_scope' }, 403)],
    ['names a number', () => json({ sub: 7 })],
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
  ])('an answer that %s costs nothing and is remembered', async (_, userinfo) => {
    const world = await given(unidentifiedConnection(), { userinfo });
    expect(await world.refresh()).toBeNull();
    expect(world.account()?.unidentified).toEqual({
      timesAsked: 2,
      lastAskedAt: world.clock.now(),
    });
    expect(world.store.get(id)?.connection.standing).toEqual({ kind: 'active' });
  });

  test('an answer that wants another sign-in is shown as that, until the service answers (L8)', async () => {
    const challenge = 'Bearer error="insufficient_user_authentication", acr_values="phr"';
    let answer = new Response('', { status: 401, headers: { 'www-authenticate': challenge } });
    const world = await given(unidentifiedConnection(), { userinfo: () => answer });
    await world.refresh();
    const required = () => world.store.get(id)?.connection.requiredAuthentication;
    expect(required()).toEqual({ acrValues: ['phr'], maxAgeSeconds: null });
    expect(world.store.get(id)?.connection.standing).toEqual({ kind: 'active' });
    answer = json({ sub: 'sub-9' });
    world.clock.advance(4 * hour);
    await world.refresh();
    expect(world.account()?.subject).toBe('sub-9');
    expect(required()).toBeUndefined();
  });

  test('the refresh does not wait for the answer', async () => {
    const world = await given(unidentifiedConnection(), {
      userinfo: () => new Promise<Response>(() => undefined),
    });
    expect(await world.refresh()).toBeNull();
    expect(world.asked()).toHaveLength(1);
  });

  test('a token that has expired while the question waited its turn is replaced first', async () => {
    const queued: (() => void)[] = [];
    const world = await given(unidentifiedConnection(), undefined, {
      run: (_, task) => new Promise((resolve) => queued.push(() => resolve(task()))),
    });
    await world.refresh();
    world.clock.advance(2 * hour);
    queued[0]?.();
    await vi.waitFor(() => expect(world.asked()).toHaveLength(1));
    expect(world.server.received.map(({ path }) => path)).toEqual([
      '/token',
      '/token',
      '/userinfo',
    ]);
  });

  test('an answer about tokens that a sign-in has replaced meanwhile is not used', async () => {
    let answer: (response: Response) => void = () => undefined;
    const world = await given(unidentifiedConnection(), {
      userinfo: () => new Promise<Response>((resolve) => (answer = resolve)),
    });
    await world.refresh();
    const signedIn = unidentifiedConnection(undefined, { issuedAt: world.clock.now() + 1 });
    await world.store.commit([
      { kind: 'put_secrets', connectionId: id, secrets: someSecrets() },
      { kind: 'put_connection', connection: signedIn },
    ]);
    answer(json({ sub: 'sub-9' }));
    await world.scheduler.stop();
    expect(world.account()).toEqual(signedIn.account);
  });

  test('a clock that was set back does not put the question off', async () => {
    const lastAskedAt = start + 10_000 * hour;
    const world = await given(unidentifiedConnection({ timesAsked: 9, lastAskedAt }));
    await world.refresh();
    expect(world.asked()).toHaveLength(1);
  });
});

describe('a token response that names the account', () => {
  test('by an ID token identifies it', async () => {
    const token: Record<string, unknown> = {};
    const world = await given(unidentifiedConnection({ timesAsked: 9, lastAskedAt: start }), {
      token,
    });
    const seconds = start / 1_000;
    const claims = { iss: aServer.issuer, aud: 'lanyard', iat: seconds, exp: seconds + 600 };
    token['id_token'] = await world.signer.sign({ ...claims, sub: 'sub-9', name: 'Grace' });
    expect(await world.refresh()).toBeNull();
    expect(world.account()).toMatchObject({ subject: 'sub-9', name: 'Grace' });
    expect(world.account()).not.toHaveProperty('unidentified');
  });

  test('by a sub of its own identifies it, and no other member names it', async () => {
    const token = { sub: 'did:plc:grace', name: 'an app', email: 'app@example.org' };
    const world = await given(unidentifiedConnection(), { token });
    await world.refresh();
    expect(world.account()).toEqual({
      issuer: aServer.issuer,
      subject: 'did:plc:grace',
      name: null,
      email: null,
    });
    expect(world.asked()).toEqual([]);
  });

  test('leaves an account as it is that was identified before', async () => {
    const connection = aConnection({ issuedAt: start });
    const world = await given(connection, { token: { sub: 'did:plc:grace' } });
    await world.refresh();
    expect(world.account()).toEqual(connection.account);
  });
});
