import { describe, expect, test } from 'vitest';

import type { ConnectionState, ConnectionLifetime } from '../../ipc/connection-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { connection, days, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { lifetimeText } from './lifetime-text.js';

describe('when it expires or is refreshed', () => {
  const told: readonly [string, ConnectionLifetime][] = [
    [
      'Renews itself · next in 12 minutes',
      { kind: 'refreshes', nextRefreshAt: noon + 12 * minutes, endsAfterMs: null },
    ],
    [
      'Renews itself · next in 45 seconds',
      { kind: 'refreshes', nextRefreshAt: noon + 45_000, endsAfterMs: null },
    ],
    [
      'Renews itself · next on 5 Dec',
      { kind: 'refreshes', nextRefreshAt: noon + 30 * days, endsAfterMs: null },
    ],
    [
      'Renews itself · any moment now',
      { kind: 'refreshes', nextRefreshAt: noon - 1, endsAfterMs: null },
    ],
    ['Renews itself', { kind: 'refreshes', nextRefreshAt: null, endsAfterMs: null }],
    ['Expires in 3 days', { kind: 'ends', at: noon + 3 * days }],
    ['Expires in 1 hour', { kind: 'ends', at: noon + 60 * minutes }],
    ['Lasts until 13 Nov', { kind: 'ends', at: noon + 8 * days }],
    ['Lasts until 5 Mar 2027', { kind: 'ends', at: noon + 120 * days }],
    ['Expired 2 days ago', { kind: 'ends', at: noon - 2 * days }],
    ['No expiry date', { kind: 'not_known' }],
  ];
  test.each(told)('%s', (words, lifetime) => {
    expect(lifetimeText(connection({ lifetime }), noon, intl)).toBe(words);
  });

  test.each<ConnectionState>([
    { kind: 'retrying', cause: failure('server_fault'), nextAttemptAt: noon + minutes },
    { kind: 'offline', since: noon },
  ])('once access has ended, one that waits is not said to refresh itself: %o', (state) => {
    expect(lifetimeText(connection({ state }), noon, intl)).toMatch(/^Renews itself/);
    expect(lifetimeText(connection({ state }), noon + days, intl)).toBe(
      'Access ended 24 hours ago',
    );
  });

  const stopped: readonly ConnectionState[] = [
    { kind: 'needs_sign_in', cause: failure('grant_refused') },
    { kind: 'misconfigured', cause: failure('client_refused') },
    { kind: 'disconnecting', since: noon, progress: { kind: 'pending' } },
    { kind: 'storage_locked' },
  ];
  test.each(stopped)('never says that a stopped connection refreshes itself: %o', (state) => {
    expect(lifetimeText(connection({ state }), noon, intl)).toBe('Not refreshing');
    expect(lifetimeText(connection({ state, accessTokenExpiresAt: null }), noon, intl)).toBe(
      'Not refreshing',
    );
    expect(lifetimeText(connection({ state }), noon + days, intl)).toBe(
      'Access ended 24 hours ago',
    );
  });
});
