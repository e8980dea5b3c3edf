import { setImmediate } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import { createComputer } from '../../testing/computer.js';
import { createRotatingService } from '../../testing/rotating-service.js';
import { createTestCore } from '../../testing/test-core.js';
import {
  aConnection,
  aServer,
  createTestClock,
  openMemoryVault,
  someSecrets,
  tokenResponse,
} from '../../testing/test-world.js';
import { StorageError } from '../ports/storage-error.js';
import type { PendingInBrowser } from './connection.js';
import { nothingKnown } from './service.js';

/** Long expired when the clock starts at 10,000,000. */
const due = { issuedAt: 0, accessTokenExpiresAt: 3_600_000 };

test('a link that comes while the sign-ins it may answer are being resumed is not lost', async () => {
  const clock = createTestClock(1_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: [],
    lifetime: 3_600,
  });
  await computer.disk.recordStore!.commit([{ kind: 'put_attempt', attempt: pending(clock.now()) }]);
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });

  // The store is slow to list its content: the vault is open, and nothing is resumed yet.
  let proceed = () => {};
  const slow = new Promise<void>((resolve) => (proceed = resolve));
  await computer.start(service, (point) =>
    point === 'before the list' ? slow : Promise.resolve(),
  );
  const core = computer.core();
  expect(core.signIn.views()).toEqual([]);
  core.receive('app.lanyard.desktop:/callback/service?state=state-1&error=access_denied');
  proceed();
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();

  expect(core.signIn.views().map(({ phase }) => phase)).toMatchObject([
    { kind: 'failed', failure: { code: 'access_denied' } },
  ]);
  await computer.stop();
});

test('a vault that opens but cannot be read is shown as such, and trying again reads it', async () => {
  const clock = createTestClock(1_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
  });
  let fails = true;
  await computer.start(createRotatingService({ clock, graceMs: 0, lifetime: 3_600 }), (point) =>
    point === 'before the list' && fails
      ? Promise.reject(new StorageError('failed', 'EIO'))
      : Promise.resolve(),
  );
  const core = computer.core();
  expect(computer.vaultViews).toMatchObject([{ kind: 'unreadable', cause: 'not_accessible' }]);
  core.emitAll();
  expect(computer.vaultViews.at(-1)).toMatchObject({ kind: 'unreadable' });

  fails = false;
  await core.tryVaultAgain();
  expect(computer.vaultViews.at(-1)).toMatchObject({ kind: 'open' });
  expect(core.store.all()).toHaveLength(1);
  await computer.stop();
});

test('quitting during the start starts nothing more', async () => {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
    differently: due,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  let proceed = () => {};
  const slow = new Promise<void>((resolve) => (proceed = resolve));
  await computer.start(service, (point) =>
    point === 'before the list' ? slow : Promise.resolve(),
  );
  const stopped = computer.core().stop();
  proceed();
  await stopped;
  await computer.pass(60_000);
  expect(service.requests).toEqual([]);
});

test('sign-ins that cannot be resumed keep no connection from being refreshed', async () => {
  const clock = createTestClock(10_000_000);
  const disk = await openMemoryVault(clock);
  vi.spyOn(disk.recordStore!, 'attempts').mockRejectedValue(new StorageError('failed', 'EIO'));
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
    differently: due,
    disk,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  await computer.start(service);
  await computer.pass(60_000);
  expect(service.requests).toHaveLength(1);
  await computer.stop();
});

test('refreshes and disconnects that are due make at most eight requests together, and take turns (H69)', async () => {
  const clock = createTestClock(10_000_000);
  const options = { clock, random: () => 0.5, accounts: [], lifetime: 3_600 };
  const computer = await createComputer(options);
  const disconnecting = { kind: 'disconnecting', since: 5, progress: { kind: 'pending' } } as const;
  for (let index = 0; index < 60; index += 1) {
    const issuer = `https://server-${index % 20}.example`;
    const server = { ...aServer, issuer, tokenEndpoint: `${issuer}/token` };
    const differently = index < 40 ? due : { ...due, standing: disconnecting };
    const connection = aConnection({ id: `connection-${index}`, server, ...differently });
    await computer.disk.recordStore!.commit([
      { kind: 'put_secrets', connectionId: connection.id, secrets: someSecrets() },
      { kind: 'put_connection', connection },
    ]);
  }
  const requests: { readonly path: string; readonly end: () => void }[] = [];
  let most = 0;
  const service = {
    ...createRotatingService({ clock, graceMs: 0, lifetime: 3_600 }),
    fetchThrough: (): typeof fetch => async (input) => {
      const { pathname: path } = new URL(input instanceof Request ? input.url : input);
      await new Promise<void>((end) => {
        requests.push({ path, end });
        most = Math.max(most, requests.length);
      });
      return path === '/token' ? tokenResponse() : new Response('', { status: 200 });
    },
  };
  await computer.start(service);
  await computer.pass(60_000);
  expect(requests).toHaveLength(8);
  for (let ended = 0; ended < 8; ended += 1) {
    requests.shift()!.end();
    await computer.quiet();
  }
  const paths = requests.map(({ path }) => path);
  expect(paths).toContain('/token');
  expect(paths).toContain('/revoke');
  while (requests.length > 0) {
    requests.shift()!.end();
    await computer.quiet();
  }
  expect(most).toBe(8);
  expect(computer.core().store.all()).toHaveLength(40);
  await computer.stop();
});

test('a late list of the locked vault does not replace what the open one has loaded', async () => {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
    differently: due,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  let proceed = () => {};
  const slow = new Promise<void>((resolve) => (proceed = resolve));
  let lists = 0;
  await computer.start(
    service,
    (point) => (point === 'after the list' && ++lists === 1 ? slow : Promise.resolve()),
    true,
  );
  computer.unlock();
  await computer.quiet();
  await computer.pass(60_000);
  proceed();
  await computer.quiet();
  await computer.pass(60_000);
  expect(service.requests).toHaveLength(1);
  const shown = computer.core().store.get('ada')?.connection;
  expect(shown?.lastRefreshedAt).toBeGreaterThan(10_000_000 - 1);
  await computer.stop();
});

test('the result of a disconnect without a window is sent to the next window, once', async () => {
  const emitted: string[] = [];
  let hasWindow = false;
  const world = createTestCore({
    clock: createTestClock(1_000),
    random: () => 0.5,
    secrets: someSecrets(),
    clientSecret: null,
    token: () => tokenResponse(),
    onEvent: (event) => emitted.push(event),
    hasWindow: () => hasWindow,
  });
  await world.start();
  await world.core.disconnector.disconnect(aConnection().id);
  await world.core.disconnector.whenIdle();
  expect(world.core.store.all()).toEqual([]);
  expect(emitted).not.toContain('connectionEnded');

  hasWindow = true;
  world.core.emitAll();
  world.core.emitAll();
  expect(emitted.filter((event) => event === 'connectionEnded')).toHaveLength(1);
});

function pending(openedAt: number): PendingInBrowser {
  return {
    id: 'attempt-1',
    connectionId: null,
    parameters: {
      serviceId: 'service',
      serviceName: 'Service',
      server: aServer,
      client: { clientId: 'lanyard', authentication: { kind: 'none' } },
      proofKey: null,
      scopesRequested: [],
      resource: null,
      adjustments: [],
      lifetime: nothingKnown.lifetime,
      endsSiblings: null,
      accountPage: null,
    },
    openedAt,
    expiresAt: openedAt + 600_000,
    kind: 'browser',
    redirectMethod: 'app_link',
    redirectUri: 'app.lanyard.desktop:/callback/service',
    authorizationOptions: { prompt: null, loginHint: null, extraParameters: {} },
    authorizationUrl: 'https://server.example/authorize?state=state-1',
    usableOnceUntil: null,
    state: 'state-1',
    nonce: null,
    codeVerifier: 'verifier-1',
  };
}
