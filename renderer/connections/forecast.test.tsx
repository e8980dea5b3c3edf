import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { ForecastEvent, ForecastSource, ForecastView } from '../../ipc/forecast-view.js';
import { intl } from '../../testing/renderer/intl.js';
import { connection, days, minutes, noon } from '../../testing/renderer/samples.js';
import { openWindow } from '../../testing/renderer/window.js';
import { detailsChanged } from '../store/events.js';
import { forecastText, sourceText } from './forecast-text.js';

function shown(forecast: ForecastView): readonly string[] {
  openWindow({ connections: [connection()] });
  fireEvent.click(screen.getByRole('button', { name: /^Ada Lovelace/ }));
  const details = { connectionId: 'ada', tokens: null, activity: [] };
  act(() => detailsChanged({ ...details, forecast }));
  const card = screen.queryByRole('region', { name: 'Next 90 days' });
  if (card === null) return [];
  return within(card)
    .getAllByText(/./, { selector: 'p' })
    .map(({ textContent }) => textContent);
}

test.each<[string, ForecastView, readonly string[]]>([
  ['nothing while nothing can be said', { kind: 'none' }, []],
  ['that it needs the user already', { kind: 'needs_you_now' }, ['This connection needs you now.']],
  [
    'that nothing is expected, and what has been seen',
    { kind: 'expected', entries: [], later: null, refreshingSince: noon - 10 * days },
    ['Nothing is expected to need you.', 'It has refreshed by itself since 26 Oct. Seen here'],
  ],
  [
    'what ends only without Lanyard as nothing that is expected',
    {
      kind: 'expected',
      entries: [
        {
          event: { kind: 'unused_for', lifeMs: 60 * days },
          source: { kind: 'documentation', name: 'https://docs.example' },
        },
      ],
      later: null,
      refreshingSince: null,
    },
    [
      'Nothing is expected to need you.',
      'Only if Lanyard does not run for 60 days: then Practice service ends this connection.',
      'From documentation: https://docs.example',
    ],
  ],
  [
    'what is expected, and what comes later, each with its source',
    {
      kind: 'expected',
      entries: [
        { event: { kind: 'access_ends', at: noon + 3 * days }, source: { kind: 'server' } },
      ],
      later: {
        event: { kind: 'registration_ends', at: noon + 200 * days },
        source: { kind: 'server' },
      },
      refreshingSince: null,
    },
    [
      'Access ends 8 Nov and cannot be refreshed. Sign in again then.',
      'Said by the server',
      'Later: Sign in again after 24 May 2027: Lanyard’s registration at Practice service ends then.',
      'Said by the server',
    ],
  ],
])('the overview says %s', (_, forecast, sentences) => {
  expect(shown(forecast)).toEqual(sentences);
});

test.each<[ForecastEvent, string]>([
  [
    { kind: 'access_ends', at: noon + 15 * minutes },
    'Access ends 12:15 and cannot be refreshed. Sign in again then.',
  ],
  [{ kind: 'access_end_not_known' }, 'Access may end without notice: GitHub did not say when.'],
  [
    { kind: 'sign_in_by', at: noon + 80 * days, lifeMs: 90 * days },
    'Sign in again by 24 Jan 2027: GitHub ends connections after 90 days.',
  ],
  [
    { kind: 'sign_in_by', at: noon + 80 * days, lifeMs: null },
    'Sign in again by 24 Jan 2027: nothing can be refreshed after that.',
  ],
  [
    { kind: 'sign_in_by_perhaps', at: noon + 3 * days },
    'Sign in again by 8 Nov, unless GitHub extends it at a refresh.',
  ],
  [
    { kind: 'refused' },
    'GitHub refused the last refresh. If that continues, you will need to sign in again.',
  ],
])('%o reads: %s', (event, text) => {
  expect(forecastText(event, 'GitHub', noon, intl)).toBe(text);
});

test.each<[ForecastSource, string]>([
  [{ kind: 'server' }, 'Said by the server'],
  [{ kind: 'documentation', name: null }, 'From the service’s documentation'],
  [{ kind: 'documentation', name: 'the handbook' }, 'From documentation: the handbook'],
  [{ kind: 'seen' }, 'Seen here'],
])('the source %o reads: %s', (source, text) => {
  expect(sourceText(source, intl)).toBe(text);
});
