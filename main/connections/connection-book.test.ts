import { expect, test } from 'vitest';

import { aConnection, bookWith, createTestClock, openMemoryVault } from '../test-world.js';

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
