import { expect, test } from 'vitest';

import {
  aConnection,
  bookWith,
  createTestClock,
  openMemoryVault,
} from '../../../testing/test-world.js';
import { type AtAGlance, atAGlance, keepInSight } from './tray-summary.js';
import type { Connection } from '../connection.js';

const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const ill = { kind: 'needs_sign_in', cause } as const;
const entry = (differently: Partial<Connection>) => ({
  connection: aConnection(differently),
  passing: { kind: 'none' } as const,
  secretsReadable: true,
});

test('all is well', () => {
  expect(atAGlance([entry({ id: 'a' }), entry({ id: 'b' })], 'open', 0)).toEqual({
    mood: 'good',
    count: 2,
    needYou: 0,
    named: [],
  });
});

test('who needs the person is named by label, five at most, as a person counts', () => {
  const ids = ['Team 10', 'Team 9', 'b', 'a', 'd', 'c', 'Team 8'];
  const seen = atAGlance(
    ids.map((id) => entry({ id, ownLabel: id, standing: ill })),
    'open',
    0,
  );
  expect(seen).toMatchObject({ mood: 'attention', needYou: 7 });
  expect(seen.named.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd', 'Team 8']);
});

test('a fault that passes is nobody’s business', () => {
  const faulty = { ...entry({}), passing: { kind: 'retrying', cause, nextAttemptAt: 1 } as const };
  expect(atAGlance([faulty], 'open', 0).mood).toBe('good');
});

test.each(['locked', 'passphrase_required', 'unreadable'] as const)(
  'a vault that is %s comes before all else',
  (vault) => {
    expect(atAGlance([entry({ standing: ill })], vault, 0).mood).toBe('locked');
  },
);

test('many changes are looked at once', async () => {
  const clock = createTestClock();
  const vault = await openMemoryVault(clock);
  const book = await bookWith(vault);
  const seen: AtAGlance[] = [];
  keepInSight({ book, vault, clock }, (each) => void seen.push(each));
  for (const id of ['a', 'b', 'c']) {
    await book.commit([{ kind: 'put_connection', connection: aConnection({ id, standing: ill }) }]);
  }
  clock.advance(500);
  expect(seen).toEqual([expect.objectContaining({ mood: 'attention', count: 4, needYou: 3 })]);
  book.passes('connection-1', { kind: 'renewal_begun' });
  clock.advance(500);
  expect(seen, 'what looks the same is not shown anew').toHaveLength(1);
});

test('what time alone brings is seen within the hour', async () => {
  const day = 24 * 3_600_000;
  const clock = createTestClock();
  const vault = await openMemoryVault(clock);
  const ending = { hasRefreshToken: false, accessTokenExpiresAt: 3 * day };
  const book = await bookWith(vault, aConnection(ending));
  const seen: AtAGlance['mood'][] = [];
  keepInSight({ book, vault, clock }, ({ mood }) => void seen.push(mood));
  clock.advance(2 * day - 1);
  expect(seen).toEqual(['good']);
  clock.advance(3_600_000);
  expect(seen).toEqual(['good', 'attention']);
});
