import { createServer } from 'node:net';

import { describe, expect, test, vi } from 'vitest';

import { assertionsOver, filesWith, unsignedJwt } from '../../../testing/assertions.js';
import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  type ReceivedRequest,
  aConnection,
  alwaysAvailable,
  aServer,
  storeWith,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  tokenResponse,
} from '../../../testing/test-world.js';
import { createRequestLimiter } from '../../concurrency/request-limiter.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { AssertionFile } from '../../ports/assertion-files.js';
import { RefreshScheduler } from '../refresh/refresh-scheduler.js';
import { nothingKnown, type Service } from '../service.js';

const serviceAt = (server: AuthorizationServer, differently: Partial<Service> = {}) =>
  aService({ server: { kind: 'known', server }, ...differently });

async function given(answer: (request: ReceivedRequest, count: number) => Response) {
  const clock = createTestClock();
  const server = createScriptedServer((request) => answer(request, server.received.length));
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, aConnection({ id: 'other', serviceId: 'elsewhere' }));
  const files = new Map<string, AssertionFile>();
  const assertions = assertionsOver({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    files: filesWith(files),
    refresh: (connectionId) => refreshScheduler.refresh(connectionId),
  });
  const { contextFor, ...signingIn } = createTestSignIn(
    { store, clock, fetch: server.fetch },
    { assertions, linkScheme: { isOurs: () => Promise.resolve(false) } },
  );
  const refreshScheduler: RefreshScheduler = new RefreshScheduler({
    store,
    clock,
    contextFor,
    assertions,
    availability: alwaysAvailable(clock),
    random: () => 0.5,
    requestQueue: createRequestLimiter().createQueue(),
  });
  return { clock, server, vault, store, files, refreshScheduler, ...signingIn };
}

type World = Awaited<ReturnType<typeof given>>;

/** Lets everything under way reach the point where it waits for the clock, then moves the clock. */
async function pass(world: World, ms: number): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  world.clock.advance(ms);
}

/** Two that nothing listens on. */
async function freePorts(): Promise<[number, number]> {
  const holders = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    holders.map(async (holder) => {
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
      const address = holder.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
  for (const holder of holders) await new Promise((resolve) => holder.close(resolve));
  return ports as [number, number];
}

/** Opens a port and closes it; rejects where it is in use. */
async function holdPort(port: number): Promise<void> {
  const holder = createServer();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => holder.close(resolve));
}

describe('by a code on another device', () => {
  const withCodes = { ...aServer, deviceAuthorizationEndpoint: 'https://server.example/device' };
  const device = json({
    device_code: 'S3CR3T-device',
    user_code: 'WDJB-MJHT',
    verification_uri: 'https://server.example/activate',
    expires_in: 600,
    interval: 5,
  });
  const pending = () => json({ error: 'authorization_pending' }, 400);

  test('access_denied ends the sign-in as declined (O17)', async () => {
    const world = await given(({ path }) =>
      path === '/device' ? device.clone() : json({ error: 'access_denied' }, 400),
    );
    world.signIn.start({
      service: serviceAt(withCodes, { signInMethod: 'device_code' }),
      connection: null,
    });
    await world.reached('waiting_for_code');
    await pass(world, 5_000);
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'access_denied' } });
  });

  test('shows the code, polls at the server’s pace, and connects the account (O17)', async () => {
    const world = await given(({ path }, count) => {
      if (path === '/device') return device.clone();
      if (path === '/token') return count < 4 ? pending() : tokenResponse();
      return json({ sub: 'sub-9', name: 'Grace' });
    });
    world.signIn.start({
      service: serviceAt(withCodes, { signInMethod: 'device_code' }),
      connection: null,
    });
    const { phase } = await world.reached('waiting_for_code');
    expect(phase).toMatchObject({ userCode: 'WDJB-MJHT', expiresAt: 600_000 });
    expect(world.opened).toEqual([]);
    for (let poll = 0; poll < 3; poll += 1) await pass(world, 5_000);
    await world.reached('connected');
    const added = world.store.all().find(({ connection }) => connection.serviceId === 'service');
    expect(added?.connection).toMatchObject({
      grant: 'device_code',
      registration: { redirectUri: null },
    });
    expect(await world.vault.recordStore?.attempts()).toEqual([]);
  });

  test('a cancelled code is not polled any more', async () => {
    const world = await given(({ path }) => (path === '/device' ? device.clone() : pending()));
    const id = world.signIn.start({
      service: serviceAt(withCodes, { signInMethod: 'device_code' }),
      connection: null,
    });
    await world.reached('waiting_for_code');
    await world.signIn.cancel(id);
    await pass(world, 60_000);
    expect(world.server.received.filter(({ path }) => path === '/token')).toEqual([]);
  });

  test('one attempt changes from the browser to a code without starting over', async () => {
    const world = await given(({ path }) => (path === '/device' ? device.clone() : pending()));
    const id = world.signIn.start({ service: serviceAt(withCodes), connection: null });
    const waiting = await world.reached('waiting');
    expect(waiting.otherMethods).toEqual(['local_address', 'device_code']);
    world.signIn.changeMethod(id, 'device_code');
    const changed = await world.reached('waiting_for_code');
    expect(changed.id).toBe(id);
    world.signIn.stop();
  });
});

describe('as a service account', () => {
  const service = serviceAt(aServer, {
    signInMethod: 'service_account',
    client: { clientId: 'robot', clientSecret: 'S3CR3T' },
  });

  test('without a secret no request is sent', async () => {
    const world = await given(() => tokenResponse());
    const secretless = { ...service, client: { clientId: 'robot', clientSecret: null } };
    world.signIn.start({ service: secretless, connection: null });
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'client_refused' } });
    expect(world.server.received).toEqual([]);
  });

  test('no browser opens, and the account is the client itself', async () => {
    const world = await given(() => tokenResponse());
    world.signIn.start({ service, connection: null });
    await world.reached('connected');
    expect(world.opened).toEqual([]);
    expect(world.server.received[0]?.form.get('grant_type')).toBe('client_credentials');
    const robot = world.store.all().find(({ connection }) => connection.serviceId === 'service');
    expect(robot?.connection).toMatchObject({
      grant: 'client_credentials',
      account: { subject: 'robot' },
      hasRefreshToken: false,
    });
  });

  test('it refreshes by the same request as at first', async () => {
    let issued = 0;
    const world = await given(({ path }) => {
      if (path === '/userinfo') return json({}, 404);
      issued += 1;
      return tokenResponse({ access_token: `access-${issued}` });
    });
    world.signIn.start({ service, connection: null });
    const { phase } = await world.reached('connected');
    if (phase.kind !== 'connected') throw new Error('not connected');
    expect(await world.refreshScheduler.refresh(phase.connectionId)).toBeNull();
    const { tokens } = await world.store.recordStore().secrets(phase.connectionId);
    expect(tokens.accessToken).toBe('access-2');
  });
});

describe('before the browser opens', () => {
  test('a server on the internet that points into a private network is confirmed first (H32)', async () => {
    const world = await given(() => tokenResponse());
    const inside = { ...aServer, tokenEndpoint: 'https://192.168.1.1/token' };
    const id = world.signIn.start({ service: serviceAt(inside), connection: null });
    const { phase } = await world.reached('confirm_private_network');
    expect(phase).toMatchObject({ hosts: ['192.168.1.1'] });
    expect(world.opened).toEqual([]);
    expect(world.signIn.confirm(id)).toBeNull();
    await world.reached('waiting');
    expect(world.opened).toHaveLength(1);
  });

  test('a pushed authorization request is repeated for every opening of the browser (O18)', async () => {
    const world = await given((_request, count) =>
      json({ request_uri: `urn:request:${count}`, expires_in: 60 }, 201),
    );
    const pushing = {
      ...aServer,
      pushedAuthorizationRequestEndpoint: 'https://server.example/par',
      requiresPushedAuthorizationRequests: true,
    };
    const id = world.signIn.start({ service: serviceAt(pushing), connection: null });
    await world.reached('waiting');
    await world.signIn.openAgain(id);
    const uris = world.opened.map((url) => new URL(url).searchParams.get('request_uri'));
    expect(uris).toEqual(['urn:request:1', 'urn:request:2']);
    const states = world.server.received.map(({ form }) => form.get('state'));
    expect(new Set(states).size).toBe(1);
  });

  test('the link scheme is not used where links go elsewhere, unless the service allows nothing else (H98)', async () => {
    const world = await given(() => tokenResponse());
    world.signIn.start({
      service: serviceAt(aServer, { signInMethod: 'automatic' }),
      connection: null,
    });
    const local = await world.reached('waiting');
    expect(local.phase).toMatchObject({ method: 'local_address' });
    world.signIn.stop();

    const redirect = { ...nothingKnown.redirect, allowedMethods: ['app_link'] as const };
    world.signIn.start({
      service: serviceAt(aServer, { signInMethod: 'automatic', redirect }),
      connection: null,
    });
    const link = await world.reached('waiting');
    expect(link.phase).toMatchObject({ method: 'app_link' });
  });

  test('when the browser never comes back, the local address is closed after ten minutes (H24, O6)', async () => {
    const world = await given(() => tokenResponse());
    const service = serviceAt(aServer, { signInMethod: 'local_address' });
    world.signIn.start({ service, connection: null });
    const { phase } = await world.reached('waiting');
    const port = phase.kind === 'waiting' ? Number(new URL(phase.redirectUri).port) : 0;
    await expect(holdPort(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    world.clock.advance(10 * 60_000);
    await world.reached('failed');
    await vi.waitFor(() => holdPort(port));
  });

  test('the port of a registration is used first, then its next one, then any', async () => {
    const preferredPorts = await freePorts();
    const redirect = { ...nothingKnown.redirect, preferredPorts };
    const service = serviceAt(aServer, { signInMethod: 'local_address', redirect });
    const ports: number[] = [];
    const worlds = [];
    for (let count = 0; count < 3; count += 1) {
      const world = await given(() => tokenResponse());
      worlds.push(world);
      world.signIn.start({ service, connection: null });
      const { phase } = await world.reached('waiting');
      ports.push(phase.kind === 'waiting' ? Number(new URL(phase.redirectUri).port) : 0);
    }
    expect(ports.slice(0, 2)).toEqual(preferredPorts);
    expect(ports[2]).toBeGreaterThan(0);
    expect(preferredPorts).not.toContain(ports[2]);
    for (const { signIn } of worlds) signIn.stop();
  });

  test('a service that requires localhost and a trailing slash gets them (O6)', async () => {
    const world = await given(() => tokenResponse());
    const redirect = {
      ...nothingKnown.redirect,
      loopbackHost: 'localhost' as const,
      trailingSlash: true,
    };
    world.signIn.start({
      service: serviceAt(aServer, { signInMethod: 'local_address', redirect }),
      connection: null,
    });
    const { phase } = await world.reached('waiting');
    expect(phase).toMatchObject({
      redirectUri: expect.stringMatching(/^http:\/\/localhost:\d+\/callback\/service\/$/) as string,
    });
    world.signIn.stop();
  });
});

describe('a server without an authorization endpoint', () => {
  const device = 'https://server.example/device';
  const withCodes = {
    ...aServer,
    authorizationEndpoint: null,
    deviceAuthorizationEndpoint: device,
  };
  const started = () =>
    json({
      ...{ device_code: 'd', user_code: 'WDJB-MJHT', expires_in: 600 },
      verification_uri: 'https://server.example/activate',
    });

  test('never opens a browser, even where the service says so', async () => {
    const world = await given(started);
    world.signIn.start({ service: serviceAt(withCodes), connection: null });
    const { phase, otherMethods } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'authorization_code_not_offered' } });
    expect(otherMethods).toEqual(['device_code']);
    expect(world.opened).toEqual([]);
  });

  test('gets a device code automatically, and offers no browser (O17)', async () => {
    const world = await given(started);
    const service = serviceAt(withCodes, { signInMethod: 'automatic' });
    world.signIn.start({ service, connection: null });
    expect((await world.reached('waiting_for_code')).otherMethods).toEqual([]);
    world.signIn.stop();
  });

  test('and without device codes is for service accounts', async () => {
    const world = await given(() => tokenResponse());
    const service = serviceAt(
      { ...withCodes, deviceAuthorizationEndpoint: null },
      { signInMethod: 'automatic', client: { clientId: 'robot', clientSecret: 'S3CR3T' } },
    );
    world.signIn.start({ service, connection: null });
    await world.reached('connected');
    expect(world.server.received[0]?.form.get('grant_type')).toBe('client_credentials');
  });
});

describe('as a workload', () => {
  const path = '/run/secrets/token';
  const service = serviceAt(aServer, {
    signInMethod: 'workload_identity',
    assertion: { kind: 'file', path },
    client: { clientId: 'workload', clientSecret: null },
  });
  const jwt = (exp: number) => unsignedJwt({ sub: 'S3CR3T-workload', exp });

  test.each<[string, AssertionFile | null, string]>([
    ['is not there', null, 'assertion_file_missing'],
    ['is no file', { kind: 'unfit', cause: 'not a file' }, 'assertion_file_invalid'],
    ['holds something else', { kind: 'ok', text: 'S3CR3T' }, 'assertion_file_invalid'],
    ['has expired', { kind: 'ok', text: jwt(1) }, 'assertion_expired'],
  ])(
    'a token file that %s is named as the cause, and no request is sent',
    async (_, file, code) => {
      const world = await given(() => tokenResponse());
      world.clock.advance(60_000);
      if (file !== null) world.files.set(path, file);
      world.signIn.start({ service, connection: null });
      const { phase } = await world.reached('failed');
      expect(phase).toMatchObject({ failure: { code } });
      expect(JSON.stringify(phase)).not.toContain('S3CR3T');
      expect(JSON.stringify(phase)).not.toContain(path);
      expect(world.server.received).toEqual([]);
    },
  );

  test('a token that the server refuses is sent once, and the server is named', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    world.files.set(path, { kind: 'ok', text: jwt(world.clock.now() / 1_000 + 600) });
    world.signIn.start({ service, connection: null });
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'assertion_refused', host: 'server.example' } });
    expect(world.server.received).toHaveLength(1);
  });

  test('each refresh reads the file again, and an expired token waits for the next', async () => {
    const world = await given(() => tokenResponse());
    const write = (lifetime: number) => {
      const text = jwt(world.clock.now() / 1_000 + lifetime);
      world.files.set(path, { kind: 'ok', text });
      return text;
    };
    const sent = () => world.server.received.flatMap(({ form }) => form.getAll('assertion'));
    const first = write(600);
    world.signIn.start({ service, connection: null });
    const { phase } = await world.reached('connected');
    if (phase.kind !== 'connected') throw new Error('not connected');
    const connection = () => world.store.get(phase.connectionId)?.connection;
    expect(connection()).toMatchObject({
      grant: 'jwt_bearer',
      assertion: { kind: 'file', path },
      account: { subject: 'workload' },
      hasRefreshToken: false,
    });
    write(-1);
    expect(await world.refreshScheduler.refresh(phase.connectionId)).toMatchObject({
      code: 'assertion_expired',
    });
    expect(connection()?.standing.kind).toBe('active');
    const second = write(601);
    expect(await world.refreshScheduler.refresh(phase.connectionId)).toBeNull();
    expect(sent()).toEqual([first, second]);
  });
});
