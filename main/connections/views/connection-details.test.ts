import { expect, test } from 'vitest';

import type { ConnectionDetails } from '../../../ipc/connection-view.js';
import {
  aConnection,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
} from '../../../testing/test-world.js';
import { UnknownValue } from '../unknown-value.js';
import { DetailsWatcher } from './connection-details.js';

test('token details list the adjustments of the service and of its latest response, each once', async () => {
  const clock = createTestClock(1_000);
  const connection = aConnection({
    adjustments: [{ name: 'comma_scopes' }, { name: 'token_type_missing' }],
  });
  const adjustments = [
    ...(['token_type_missing', 'lifetime_negative'] as const),
    new UnknownValue('of-a-newer-version'),
  ];
  const { tokens, ...others } = someSecrets();
  const secrets = { ...others, tokens: { ...tokens, adjustments } };
  const store = await storeWith(await openMemoryVault(clock), connection, secrets);
  const emitted: (ConnectionDetails | null)[] = [];
  const server = createScriptedServer(() => json({}));
  const watcher = new DetailsWatcher({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    accessTokens: { usableAccessToken: () => Promise.reject(new Error('not wanted')) },
    emit: (details) => void emitted.push(details),
  });
  await watcher.watch(connection.id);
  expect(emitted.at(-1)?.tokens?.adjustments).toEqual([
    ...['comma_scopes', 'token_type_missing', 'lifetime_negative'],
    { unknown: 'of-a-newer-version' },
  ]);
});

test('the activity of a connection in a locked vault is unknown, not empty (N10)', async () => {
  const clock = createTestClock(1_000);
  const vault = await openMemoryVault(clock);
  const connection = aConnection();
  const store = await storeWith(vault, connection, someSecrets());
  const emitted: (ConnectionDetails | null)[] = [];
  const watcher = new DetailsWatcher({
    store,
    clock,
    contextFor: contextOver(createScriptedServer(() => json({})).fetch, () => clock.now()),
    accessTokens: { usableAccessToken: () => Promise.reject(new Error('not wanted')) },
    emit: (details) => void emitted.push(details),
  });
  await watcher.watch(connection.id);
  expect(emitted.at(-1)?.activity).toEqual([]);
  await vault.close();
  await watcher.connectionsChanged('all');
  expect(emitted.at(-1)).toMatchObject({ tokens: null, activity: null });
});
