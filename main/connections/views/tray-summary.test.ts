import { expect, test } from 'vitest';

import {
  aConnection,
  storeWith,
  createTestClock,
  openMemoryVault,
} from '../../../testing/test-world.js';
import type { Connection } from '../connection.js';
import { type TraySummary, summarize, watchSummary } from './tray-summary.js';

const unlocked = { isLocked: false, onChange: () => undefined };
const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const refused = { kind: 'needs_sign_in', cause } as const;
const entry = (differently: Partial<Connection>) => ({
  connection: aConnection(differently),
  transient: { kind: 'none' } as const,
  secretsReadable: true,
});

test('all is well', () => {
  expect(summarize([entry({ id: 'a' }), entry({ id: 'b' })], 'open', 0)).toEqual({
    status: 'active',
    count: 2,
    needAttention: 0,
    named: [],
  });
});

test('names at most five connections that need the person, by label, with numbers in order', () => {
  const ids = ['Team 10', 'Team 9', 'b', 'a', 'd', 'c', 'Team 8'];
  const summary = summarize(
    ids.map((id) => entry({ id, ownLabel: id, standing: refused })),
    'open',
    0,
  );
  expect(summary).toMatchObject({ status: 'attention', needAttention: 7 });
  expect(summary.named.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd', 'Team 8']);
});

test('a transient fault needs nobody', () => {
  const faulty = {
    ...entry({}),
    transient: { kind: 'retrying', cause, nextAttemptAt: 1 } as const,
  };
  expect(summarize([faulty], 'open', 0).status).toBe('active');
});

test.each(['locked', 'passphrase_required', 'unreadable'] as const)(
  'a vault that is %s comes before everything else',
  (vault) => {
    expect(summarize([entry({ standing: refused })], vault, 0).status).toBe('locked');
  },
);

test('many changes make one summary', async () => {
  const clock = createTestClock();
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault);
  const shown: TraySummary[] = [];
  watchSummary({ lock: unlocked, store, vault, clock }, (each) => void shown.push(each));
  for (const id of ['a', 'b', 'c']) {
    await store.commit([
      { kind: 'put_connection', connection: aConnection({ id, standing: refused }) },
    ]);
  }
  clock.advance(500);
  expect(shown).toEqual([
    expect.objectContaining({ status: 'attention', count: 4, needAttention: 3 }),
  ]);
  store.applyTransient('connection-1', { kind: 'refresh_started' });
  clock.advance(500);
  expect(shown, 'an equal summary is not shown again').toHaveLength(1);
});

test('what only time changes is shown within an hour', async () => {
  const day = 24 * 3_600_000;
  const clock = createTestClock();
  const vault = await openMemoryVault(clock);
  const ending = { hasRefreshToken: false, accessTokenExpiresAt: 3 * day };
  const store = await storeWith(vault, aConnection(ending));
  const shown: TraySummary['status'][] = [];
  watchSummary({ lock: unlocked, store, vault, clock }, ({ status }) => void shown.push(status));
  clock.advance(2 * day - 1);
  expect(shown).toEqual(['active']);
  clock.advance(3_600_000);
  expect(shown).toEqual(['active', 'attention']);
});
