import { expect, test } from 'vitest';

import type { ConnectionState } from '../../ipc/connection-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { connection, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { stateSentence, stateLabel, toneOf } from './state-text.js';

const cause = failure('network_timeout');
const told: readonly [ConnectionState, string, string | null][] = [
  [{ kind: 'active' }, 'Working', null],
  [
    { kind: 'refreshing' },
    'Refreshing now',
    'Lanyard is refreshing this connection at Practice service.',
  ],
  [
    { kind: 'retrying', cause, nextAttemptAt: noon + 40_000 },
    'Trying again in 40 seconds',
    'Nothing is lost. Lanyard keeps trying.',
  ],
  [
    { kind: 'offline', since: noon - 5 * minutes },
    'Offline',
    'You have been offline since 11:55. The connection refreshes as soon as you are back online.',
  ],
  [{ kind: 'needs_sign_in', cause }, 'Needs you to sign in', null],
  [{ kind: 'misconfigured', cause }, 'Settings need fixing', null],
  [
    { kind: 'disconnecting', since: noon, progress: { kind: 'pending' } },
    'Disconnecting',
    'Waiting for Practice service to confirm (asked at 12:00).',
  ],
  [
    { kind: 'disconnecting', since: noon, progress: { kind: 'given_up' } },
    'Not disconnected',
    'Lanyard tried for 30 days without success and has deleted the tokens. Remove Lanyard in your Practice service settings, then remove this entry.',
  ],
  [{ kind: 'storage_locked' }, 'Locked', 'This account is locked right now. Nothing is lost.'],
  [
    { kind: 'newer_version' },
    'Saved by a newer Lanyard',
    'A newer version of Lanyard saved this connection. Install the newest Lanyard to use it, or sign in again here. Nothing is lost.',
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
    'Works until 13:30. Practice service does not let Lanyard refresh it, so you will need to sign in again then.',
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
    'Expired at 10:30. Sign in again to keep using it.',
  );
});

test.each([
  [0, 'Access from Practice service expires immediately.'],
  [1_000, 'Access from Practice service lasts 1 second.'],
  [8_000, 'Access from Practice service lasts 8 seconds.'],
])('says that access ends before it may be refreshed (%d ms)', (endsAfterMs, sentence) => {
  const short = connection({ lifetime: { kind: 'refreshes', nextRefreshAt: noon, endsAfterMs } });
  expect(stateSentence(short, noon, intl)).toContain(sentence);
});
