/** All of Lanyard on a vault that a newer version wrote: it runs for months and takes nothing away (S8). */
import { expect, test } from 'vitest';

import type { ConnectionsChange } from '../../ipc/connection-view.js';
import {
  copiedFutureVault,
  decryptedContentOf,
  futureConnections,
  futureVaultIn,
  writeFutureVault,
} from '../../testing/future-vault.js';
import { newDirectory } from '../../testing/new-directory.js';
import { fixturePassphrase } from '../../testing/released-vault.js';
import { createTestCore } from '../../testing/test-core.js';
import {
  type ReceivedRequest,
  createTestClock,
  json,
  someSecrets,
  tokenResponse,
} from '../../testing/test-world.js';
import { start } from '../../testing/vault.js';

const hour = 3_600_000;
const day = 24 * hour;
const ids = Object.keys(futureConnections).sort();

type Content = Readonly<Record<string, unknown>>;

interface Run {
  readonly before: Content;
  readonly after: Content;
  /** The connections whose end was shown. */
  readonly ended: readonly unknown[];
  readonly received: readonly ReceivedRequest[];
}

/** Connections are refreshed only once the list of the unlocked vault is there. */
function isUnlocked(change: ConnectionsChange): boolean {
  const connections = change.kind === 'all' ? change.connections : change.changed;
  return connections.some(({ state }) => state.kind !== 'storage_locked');
}

/** Runs the app on this vault for 40 days, and reads all that is on the disk before and after. */
async function run(directory: string, token: () => Response): Promise<Run> {
  const before = Object.fromEntries(await decryptedContentOf(directory));
  const clock = createTestClock(start + day);
  const ended: unknown[] = [];
  let listed = () => {};
  const isListed = new Promise<void>((resolve) => (listed = resolve));
  const { core, vault, server, quiet } = createTestCore({
    clock,
    random: () => 0.5,
    secrets: someSecrets(),
    clientSecret: null,
    token,
    vault: futureVaultIn(directory),
    onEvent(event, payload) {
      if (event === 'connectionEnded') ended.push(payload);
      if (event === 'connectionsChanged' && isUnlocked(payload as ConnectionsChange)) listed();
    },
  });
  const settled = async () => {
    await quiet();
    await core.disconnector.whenIdle();
    await Promise.all(ids.map((id) => core.refreshScheduler.whenIdle(id)));
  };
  await core.start();
  expect(await vault.unlock(fixturePassphrase)).toBeNull();
  await isListed;
  await settled();
  for (let passed = 0; passed < 40 * day; passed += 4 * hour) {
    clock.advance(4 * hour);
    await settled();
  }
  expect(core.store.all().map(({ connection }) => connection.id)).toEqual(ids);
  await core.stop();
  const after = Object.fromEntries(await decryptedContentOf(directory));
  return { before, after, ended, received: server.received };
}

/** A vault whose tokens are not bound to a key, so that this version refreshes what it can. */
async function refreshableVault(): Promise<string> {
  const directory = await newDirectory();
  await writeFutureVault(directory, null);
  return directory;
}

function changedKeys({ before, after }: Run): readonly string[] {
  return Object.keys(before).filter(
    (key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
  );
}

test('with keys that only the newer version can use, nothing is sent and nothing on the disk changes (S8)', async () => {
  const { before, after, ended, received } = await run(await copiedFutureVault(), () =>
    tokenResponse(),
  );
  expect(ended).toEqual([]);
  expect(received).toEqual([]);
  expect(after).toEqual(before);
});

test('while its services are busy, what it cannot use is neither sent nor changed (S8)', async () => {
  const result = await run(await refreshableVault(), () => json({}, 503));
  expect(result.ended).toEqual([]);
  expect(new Set(result.received.map(({ path }) => path))).toEqual(new Set(['/token']));
  // The refresh of it that was interrupted has had its answer.
  expect(changedKeys(result)).toEqual(['intent/code']);
});

test('while its services work, nothing is revoked or removed, and new tokens join what it does not know (S8)', async () => {
  const result = await run(await refreshableVault(), () => tokenResponse());
  const { after, ended, received } = result;
  expect(ended).toEqual([]);
  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/token']));
  expect(changedKeys(result)).toEqual([
    'connection/code',
    'connection/members',
    'intent/code',
    'secrets/code',
    'secrets/members',
  ]);
  const future = { since: 'a newer version', list: [1, 2] };
  expect(after['secrets/members']).toMatchObject({
    connection: { colour: 'teal', account: { future }, standing: { kind: 'good', future } },
    secrets: { tokens: { accessToken: 'access-2' } },
  });
});
