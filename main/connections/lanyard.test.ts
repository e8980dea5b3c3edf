import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { aServer, createTestClock } from '../test-world.js';
import { createComputer } from './computer.fixture.js';
import type { PendingInBrowser } from './connection.js';
import { StorageError } from './ports.js';
import { createRotatingService } from './rotating-service.fixture.js';
import { nothingKnown } from './service.js';

test('a link that comes while the sign-ins it may answer are still being taken up is not lost', async () => {
  const clock = createTestClock(1_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: [],
    lifetime: 3_600,
  });
  await computer.disk.ledger!.commit([{ kind: 'put_attempt', attempt: pending(clock.now()) }]);
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });

  // The store is slow to list what is in it: open already, and nothing taken up yet.
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  await computer.start(service, (point) =>
    point === 'before the list' ? slow : Promise.resolve(),
  );
  const lanyard = computer.lanyard();
  expect(lanyard.signIn.views()).toEqual([]);
  lanyard.receive('app.lanyard.desktop:/callback/service?state=state-1&error=access_denied');
  goOn();
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();

  expect(lanyard.signIn.views().map(({ phase }) => phase)).toMatchObject([
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
  const lanyard = computer.lanyard();
  expect(computer.vaultViews).toMatchObject([{ kind: 'unreadable', cause: 'not_accessible' }]);
  lanyard.tellAll();
  expect(computer.vaultViews.at(-1)).toMatchObject({ kind: 'unreadable' });

  fails = false;
  await lanyard.tryVaultAgain();
  expect(computer.vaultViews.at(-1)).toMatchObject({ kind: 'open' });
  expect(lanyard.book.all()).toHaveLength(1);
  await computer.stop();
});

test('quitting while it starts begins nothing any more', async () => {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
    // Long due.
    differently: { issuedAt: 0, accessTokenExpiresAt: 3_600_000 },
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  await computer.start(service, (point) =>
    point === 'before the list' ? slow : Promise.resolve(),
  );
  const stopped = computer.lanyard().stop();
  goOn();
  await stopped;
  await computer.pass(60_000);
  expect(service.asked).toEqual([]);
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
      scopeWords: {},
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
