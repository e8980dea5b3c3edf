import { expect, test } from 'vitest';

import type { ConnectionState } from '../../ipc/connection-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { connection, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { stateSentence, stateLabel, toneOf } from './state-text.js';

const cause = failure('network_timeout');
const told: readonly [ConnectionState, string, string | null][] = [
  [{ kind: 'active' }, 'Working', null],
  [{ kind: 'refreshing' }, 'Refreshing now', 'Asking Practice service for fresh access now.'],
  [
    { kind: 'retrying', cause, nextAttemptAt: noon + 40_000 },
    'Trying again in 40 seconds',
    'The connection is not lost; Lanyard keeps trying by itself.',
  ],
  [
    { kind: 'offline', since: noon - 5 * minutes },
    'No network',
    'This computer has had no network since 11:55. Nothing is lost; refreshing resumes by itself when the network is back.',
  ],
  [{ kind: 'needs_sign_in', cause }, 'Needs you to sign in', null],
  [{ kind: 'misconfigured', cause }, 'Settings refused', null],
  [
    { kind: 'disconnecting', since: noon, progress: { kind: 'pending' } },
    'Disconnecting',
    'Asked Practice service at 12:00 to end the access; it has not answered yet.',
  ],
  [
    { kind: 'disconnecting', since: noon, progress: { kind: 'given_up' } },
    'Could not be disconnected',
    'You asked at 12:00 to disconnect. For 30 days it could not be done, and what it takes is now deleted. It is not known whether Practice service still trusts Lanyard: finish there, then remove this from the computer.',
  ],
  [
    { kind: 'storage_locked' },
    'Locked on this computer',
    'The saved sign-in cannot be opened on this computer right now. Nothing is lost.',
  ],
  [
    { kind: 'newer_version' },
    'Saved by a newer Lanyard',
    'A newer version of Lanyard saved this connection in a way that this version cannot use. Nothing is lost: install the newest Lanyard to go on, or sign in again here.',
  ],
];

test.each(told)('%o as a label and as a sentence', (state, word, sentence) => {
  expect(stateLabel(connection({ state }), noon, intl)).toBe(word);
  expect(stateSentence(connection({ state }), noon, intl)).toBe(sentence);
});

test('says how long a connection without a refresh token works', () => {
  const ends = connection({
    state: { kind: 'expires' },
    lifetime: { kind: 'ends', at: noon + 90 * minutes },
  });
  expect(stateSentence(ends, noon, intl)).toBe(
    'This connection works until 13:30. Practice service does not let it refresh itself, so you will sign in again then.',
  );
  expect(stateLabel(ends, noon, intl)).toBe('Working');
  expect(toneOf(ends, noon)).toBe('good');
});

test('does not say that an expired connection works', () => {
  const ended = connection({
    state: { kind: 'expires' },
    lifetime: { kind: 'ends', at: noon - 90 * minutes },
  });
  expect(stateLabel(ended, noon, intl)).toBe('Expired');
  expect(toneOf(ended, noon)).toBe('bad');
  expect(stateSentence(ended, noon, intl)).toBe(
    'Access ended at 10:30. Practice service does not let it refresh itself: sign in again to go on.',
  );
});

test.each([
  [0, 'Practice service gives access that ends at once.'],
  [1_000, 'Practice service gives access for 1 second at a time.'],
  [8_000, 'Practice service gives access for 8 seconds at a time.'],
])('says that access ends before it may be refreshed (%d ms)', (endsAfterMs, sentence) => {
  const short = connection({ lifetime: { kind: 'refreshes', nextRefreshAt: noon, endsAfterMs } });
  expect(stateSentence(short, noon, intl)).toContain(sentence);
});
