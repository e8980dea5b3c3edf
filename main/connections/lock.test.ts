import { expect, test } from 'vitest';

import type { EventName } from '../../ipc/contract.js';
import type { Protection, VaultView } from '../../ipc/vault-view.js';
import { createTestCore } from '../../testing/test-core.js';
import { createTestClock, someSecrets, tokenResponse } from '../../testing/test-world.js';
import { createRequestHandlers } from '../requests/request-handlers.js';
import { Lock } from './lock.js';

const openBy = (protection: Protection): VaultView => ({
  kind: 'open',
  protection,
  recovery: { kind: 'not_needed' },
  integrity: { kind: 'none' },
  archivedVaults: [],
});
const computer = openBy({ kind: 'computer', backend: 'keychain' });
const passphrase = openBy({ kind: 'passphrase' });

function lockOf(view: VaultView) {
  const world = { view, confirms: true, startedAgain: 0, changes: 0 };
  const lock = new Lock({
    vault: world,
    userPresence: { confirm: () => Promise.resolve(world.confirms) },
    startAgain() {
      world.startedAgain += 1;
      return Promise.resolve();
    },
  });
  lock.onChange(() => (world.changes += 1));
  return { lock, world };
}

test.each([
  { kind: 'opening' },
  { kind: 'choose_protection', backend: 'basic_text' },
  { kind: 'unreadable', cause: 'damaged', detail: '' },
] as const)('there is nothing to lock while the vault is not open: %o', async (view) => {
  const { lock, world } = lockOf(view);
  expect(await lock.lock()).toMatchObject({ code: 'storage_locked' });
  expect(lock.hidesNames).toBe(false);
  expect(world.changes).toBe(0);
});

test('names are hidden before the passphrase has been entered', () => {
  expect(lockOf({ kind: 'passphrase_required' }).lock.hidesNames).toBe(true);
});

test('it stays locked where the user does not confirm that it is them', async () => {
  const { lock, world } = lockOf(computer);
  await lock.lock();
  world.confirms = false;
  await lock.unlock();
  expect(lock.isLocked).toBe(true);
  world.confirms = true;
  await lock.unlock();
  expect(lock.isLocked).toBe(false);
  expect(world).toMatchObject({ startedAgain: 0, changes: 2 });
});

test('under a passphrase the app starts again without its key, and no click unlocks it until then', async () => {
  const { lock, world } = lockOf(passphrase);
  expect(await lock.lock()).toBeNull();
  expect(world.startedAgain).toBe(1);
  await lock.unlock();
  expect(lock.hidesNames).toBe(true);
});

test('a locked app is not locked twice', async () => {
  const { lock, world } = lockOf(passphrase);
  await lock.lock();
  await lock.lock();
  expect(world).toMatchObject({ startedAgain: 1, changes: 1 });
});

async function openCore() {
  const clock = createTestClock(1_000_000_000);
  const sent: [EventName, unknown][] = [];
  const lanyard = createTestCore({
    clock,
    random: () => 0.5,
    secrets: someSecrets({ issuedAt: clock.now(), expiresAt: clock.now() + 3_600_000 }),
    clientSecret: null,
    token: () => tokenResponse({ access_token: 'access-2', refresh_token: 'refresh-2' }),
    onEvent: (event, payload) => void sent.push([event, payload]),
  });
  await lanyard.start();
  clock.advance(1_000);
  const requests = createRequestHandlers(lanyard.core, lanyard.ports);
  const names = () => sent.map(([name]) => name);
  return { ...lanyard, clock, sent, names, requests };
}

test('a locked window is sent nothing that names an account, also when it is opened again', async () => {
  const { core, clock, sent, names, requests } = await openCore();
  sent.length = 0;
  await requests.lock({});
  expect(sent).toEqual([['lockChanged', { isLocked: true }]]);
  sent.length = 0;
  await core.store.commit(() => {
    const connection = core.store.all()[0]?.connection;
    return connection
      ? [{ kind: 'put_connection', connection: { ...connection, ownLabel: 'Secret name' } }]
      : [];
  });
  clock.advance(10_000);
  await requests.windowReady({});
  const harmless = ['lockChanged', 'vaultChanged', 'settingsChanged', 'regionChanged'];
  expect(names().filter((name) => !harmless.includes(name))).toEqual([]);
  expect(JSON.stringify(sent)).not.toContain('Secret name');
  await core.stop();
});

test('a locked window can ask for nothing but to unlock', async () => {
  const { core, tokenCalls, requests } = await openCore();
  await requests.lock({});
  const before = tokenCalls();
  for (const request of [
    requests.refreshConnection({ connectionId: 'connection-1' }),
    requests.renameConnection({ connectionId: 'connection-1', label: 'x' }),
    requests.disconnectConnection({ connectionId: 'connection-1' }),
    requests.watchConnection({ connectionId: 'connection-1' }),
  ]) {
    expect(await request).toMatchObject({ ok: false, failure: { code: 'storage_locked' } });
  }
  expect(tokenCalls()).toBe(before);
  await core.stop();
});

test('connections keep being refreshed while locked, and the unlocked window shows how they are', async () => {
  const { core, clock, sent, names, tokenCalls, quiet, requests } = await openCore();
  core.refreshScheduler.resume();
  await requests.lock({});
  const before = tokenCalls();
  clock.advance(3_600_000);
  while (tokenCalls() === before) await quiet();
  sent.length = 0;
  await requests.unlock({});
  expect(sent[0]).toEqual(['lockChanged', { isLocked: false }]);
  expect(names()).toContain('connectionsChanged');
  expect(names()).toContain('servicesChanged');
  await core.stop();
});

test('“Refresh all” of the tray refreshes what has a refresh token', async () => {
  const { core, tokenCalls, quiet } = await openCore();
  const before = tokenCalls();
  core.refreshAll();
  while (tokenCalls() === before) await quiet();
  expect(tokenCalls()).toBe(before + 1);
  await core.stop();
});
