import { describe, expect, test } from 'vitest';

import type { DisconnectProgressView, Obstacle } from '../../ipc/connection-view.js';
import type { FailureCode } from '../../ipc/failure.js';
import { intl } from '../../testing/renderer/intl.js';
import { connection, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { type Disconnecting, disconnectWaitText } from './disconnect-text.js';
import { stateSentence, stateLabel, toneOf } from './state-text.js';

const triesUntil = noon + 30 * 24 * 60 * minutes;
const disconnecting = (progress: DisconnectProgressView): Disconnecting => ({
  kind: 'disconnecting',
  since: noon - 10 * minutes,
  progress,
});
const waiting = (obstacle: Obstacle, code: FailureCode): Disconnecting =>
  disconnecting({
    kind: 'waiting',
    obstacle,
    cause: failure(code),
    since: noon - 5 * minutes,
    nextAttemptAt: noon + 5 * minutes,
    triesUntil,
  });

describe('the list says what a disconnect waits for (H74)', () => {
  test.each<[Obstacle, FailureCode, string, RegExp]>([
    [
      'network',
      'network_down',
      'Offline · keeps trying until 5 Dec',
      /offline since 11:55. Lanyard keeps trying until 5 Dec. .* may still be open at Practice service/,
    ],
    [
      'network',
      'server_unreachable',
      'Not reached · keeps trying until 5 Dec',
      /has not reached Practice service since 11:55. It keeps trying until 5 Dec. .* may still be open/,
    ],
    [
      'busy',
      'server_busy',
      'Service has problems · next try in 5 minutes',
      /Practice service has a problem right now/,
    ],
    ['no_answer', 'network_timeout', 'No answer yet · next try in 5 minutes', /did not answer/],
    [
      'refused',
      'revocation_refused',
      'Refused · next try in 5 minutes',
      /did not accept the request/,
    ],
    [
      'this_computer',
      'storage_full',
      'Problem on this computer · next try in 5 minutes',
      /on this computer/,
    ],
  ])('%s: %s', (obstacle, code, words, sentence) => {
    const state = waiting(obstacle, code);
    expect(disconnectWaitText(state, 'Practice service', noon, intl)).toBe(words);
    expect(stateLabel(connection({ state }), noon, intl)).toBe('Disconnecting');
    expect(toneOf(connection({ state }), noon)).toBe('warn');
    expect(stateSentence(connection({ state }), noon, intl)).toMatch(sentence);
  });
});

test('says that Lanyard no longer retries, and that the outcome is not known (H75)', () => {
  const state = disconnecting({
    kind: 'stopped',
    cause: failure('revocation_refused'),
    triesUntil,
  });
  expect(stateLabel(connection({ state }), noon, intl)).toBe('Not disconnected');
  expect(toneOf(connection({ state }), noon)).toBe('bad');
  expect(disconnectWaitText(state, 'Practice service', noon, intl)).toBe(
    'May still be connected at Practice service',
  );
  expect(stateSentence(connection({ state }), noon, intl)).toMatch(
    /Lanyard stopped trying. Remove Lanyard in your Practice service settings to be sure, .* until 5 Dec/,
  );
});

test('says after 30 days that it is not known whether the service still trusts Lanyard (H74)', () => {
  const state = disconnecting({ kind: 'given_up' });
  expect(disconnectWaitText(state, 'Practice service', noon, intl)).toBe(
    'May still be connected at Practice service',
  );
  expect(toneOf(connection({ state }), noon)).toBe('bad');
});
