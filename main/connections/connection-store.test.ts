import { expect, test, vi } from 'vitest';

import {
  aConnection,
  bookWith,
  createTestClock,
  openMemoryVault,
  someSecrets,
} from '../../testing/test-world.js';

test('R16 signed in again after a disconnect was postponed, it is never seen as trying again', async () => {
  const since = 0;
  const ending = { kind: 'disconnecting', since, progress: { kind: 'asking' } } as const;
  const connection = aConnection({ standing: ending });
  const book = await bookWith(await openMemoryVault(createTestClock()), connection);
  const cause = { code: 'storage_failed', cause: '', host: null, serverError: null } as const;
  book.passes(connection.id, { kind: 'postponed', cause, nextAttemptAt: 5_000 });
  const seen: unknown[] = [];
  book.onChange(() => seen.push(book.get(connection.id)?.passing.kind));
  const signedIn = aConnection({ issuedAt: 1 });
  await book.commit([{ kind: 'put_connection', connection: signedIn }]);
  expect(seen).toEqual(['none']);
});

test('S4 what the list took on trust and does not open is told, and only that', async () => {
  const vault = await openMemoryVault(createTestClock());
  const book = await bookWith(vault, aConnection({ id: 'a' }));
  await book.commit([
    { kind: 'put_secrets', connectionId: 'b', secrets: someSecrets() },
    { kind: 'put_connection', connection: aConnection({ id: 'b' }) },
  ]);
  vi.spyOn(vault.ledger!, 'unopenable').mockResolvedValue(['b', 'removed']);
  const told: unknown[] = [];
  book.onChange((change) => told.push(change));
  await book.checkSecrets();
  expect(told).toEqual([{ kind: 'some', connectionIds: ['b'] }]);
  expect(book.get('b')?.secretsReadable).toBe(false);
  expect(book.get('a')?.secretsReadable).toBe(true);
  await book.checkSecrets();
  expect(told).toHaveLength(1);
});
