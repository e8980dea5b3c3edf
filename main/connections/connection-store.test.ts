import { expect, test, vi } from 'vitest';

import {
  aConnection,
  storeWith,
  createTestClock,
  openMemoryVault,
  someSecrets,
} from '../../testing/test-world.js';

test('signed in again after a postponed disconnect, it is never shown as retrying (R16)', async () => {
  const since = 0;
  const ending = { kind: 'disconnecting', since, progress: { kind: 'pending' } } as const;
  const connection = aConnection({ standing: ending });
  const store = await storeWith(await openMemoryVault(createTestClock()), connection);
  const cause = { code: 'storage_failed', cause: '', host: null, serverError: null } as const;
  store.applyTransient(connection.id, { kind: 'postponed', cause, nextAttemptAt: 5_000 });
  const seen: unknown[] = [];
  store.onChange(() => seen.push(store.get(connection.id)?.transient.kind));
  const signedIn = aConnection({ issuedAt: 1 });
  await store.commit([{ kind: 'put_connection', connection: signedIn }]);
  expect(seen).toEqual(['none']);
});

test('secrets that were assumed readable and are not are reported, and no others (S4)', async () => {
  const vault = await openMemoryVault(createTestClock());
  const store = await storeWith(vault, aConnection({ id: 'a' }));
  await store.commit([
    { kind: 'put_secrets', connectionId: 'b', secrets: someSecrets() },
    { kind: 'put_connection', connection: aConnection({ id: 'b' }) },
  ]);
  vi.spyOn(store.recordStore(), 'unopenable').mockResolvedValue(['b', 'removed']);
  const told: unknown[] = [];
  store.onChange((change) => told.push(change));
  await store.checkSecrets();
  expect(told).toEqual([{ kind: 'some', connectionIds: ['b'] }]);
  expect(store.get('b')?.secretsReadable).toBe(false);
  expect(store.get('a')?.secretsReadable).toBe(true);
  await store.checkSecrets();
  expect(told).toHaveLength(1);
});
