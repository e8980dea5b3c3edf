import { setImmediate } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import {
  aConnection,
  aServer,
  createTestClock,
  openMemoryVault,
  someSecrets,
  tokenResponse,
} from '../../testing/test-world.js';
import { createComputer } from '../../testing/computer.js';
import type { PendingInBrowser } from './connection.js';
import { StorageError } from '../ports/storage-error.js';
import { createRotatingService } from '../../testing/rotating-service.js';
import { nothingKnown } from './service.js';
import { createTestCore } from '../../testing/whole-lanyard.js';

/** Long over at the start of a clock at 10,000,000. */
const due = { issuedAt: 0, accessTokenExpiresAt: 3_600_000 };

test('a link that comes while the sign-ins it may answer are still being taken up is not lost', async () => {
  const clock = createTestClock(1_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: [],
    lifetime: 3_600,
  });
  await computer.disk.recordStore!.commit([{ kind: 'put_attempt', attempt: pending(clock.now()) }]);
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });

  // The store is slow to list what is in it: open already, and nothing taken up yet.
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  await computer.start(service, (point) =>
    point === 'before the list' ? slow : Promise.resolve(),
  );
  const core = computer.core();
  expect(core.signIn.views()).toEqual([]);
  core.receive('app.lanyard.desktop:/callback/service?state=state-1&error=access_denied');
  goOn();
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();

  expect(core.signIn.views().map(({ phase }) => phase)).toMatchObject([
    { kind: 'failed', failure: { code: 'access_denied' } },
  ]);
  await computer.stop();
});

test('a vault that opens and cannot be read is said to be so, and trying again reads it', async () => {
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
  core.tellAll();
  expect(computer.vaultViews.at(-1)).toMatchObject({ kind: 'unreadable' });

  fails = false;
  await core.tryVaultAgain();
  expect(computer.vaultViews.at(-1)).toMatchObject({ kind: 'open' });
  expect(core.store.all()).toHaveLength(1);
  await computer.stop();
});

test('quitting while it starts begins nothing any more', async () => {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
    differently: due,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  await computer.start(service, (point) =>
    point === 'before the list' ? slow : Promise.resolve(),
  );
  const stopped = computer.core().stop();
  goOn();
  await stopped;
  await computer.pass(60_000);
  expect(service.requests).toEqual([]);
});

test('sign-ins that cannot be taken up again keep no connection from being renewed', async () => {
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

test('what a locked vault lists, and lists late, does not come over what the open one holds by then', async () => {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
    differently: due,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  let lists = 0;
  await computer.start(
    service,
    (point) => (point === 'after the list' && ++lists === 1 ? slow : Promise.resolve()),
    true,
  );
  computer.unlock();
  await computer.quiet();
  await computer.pass(60_000);
  goOn();
  await computer.quiet();
  await computer.pass(60_000);
  expect(service.requests).toHaveLength(1);
  const shown = computer.core().store.get('ada')?.connection;
  expect(shown?.lastRefreshedAt).toBeGreaterThan(10_000_000 - 1);
  await computer.stop();
});

test('what came of a disconnect while there was no window is told to the next one, once', async () => {
  const told: string[] = [];
  let hasWindow = false;
  const world = createTestCore({
    clock: createTestClock(1_000),
    random: () => 0.5,
    secrets: someSecrets(),
    clientSecret: null,
    token: () => tokenResponse(),
    told: (channel) => told.push(channel),
    isHeard: () => hasWindow,
  });
  await world.start();
  await world.core.disconnector.disconnect(aConnection().id);
  await world.core.disconnector.settled();
  expect(world.core.store.all()).toEqual([]);
  expect(told).not.toContain('connectionEnded');

  hasWindow = true;
  world.core.tellAll();
  world.core.tellAll();
  expect(told.filter((channel) => channel === 'connectionEnded')).toHaveLength(1);
});

function pending(openedAt: number): PendingInBrowser {
  return {
    id: 'attempt-1',
    connectionId: null,
    terms: {
      serviceId: 'service',
      serviceName: 'Service',
      server: aServer,
      client: { clientId: 'lanyard', authentication: { kind: 'none' } },
      proofKey: null,
      scopesAsked: [],
      resource: null,
      adjustments: [],
      lifetime: nothingKnown.lifetime,
      endsSiblings: null,
      accountPage: null,
    },
    openedAt,
    expiresAt: openedAt + 600_000,
    kind: 'browser',
    way: 'app_link',
    redirectUri: 'app.lanyard.desktop:/callback/service',
    wish: { prompt: null, loginHint: null, extraParameters: {} },
    authorizationUrl: 'https://server.example/authorize?state=state-1',
    usableOnceUntil: null,
    state: 'state-1',
    nonce: null,
    codeVerifier: 'verifier-1',
  };
}
