import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import { connection } from '../../testing/renderer/samples.js';
import { openWindow, press } from '../../testing/renderer/window.js';
import { clockChanged } from '../store/events.js';

const hour = 60 * 60 * 1000;
const bar = () => screen.queryByRole('note');

it('says nothing of a clock that is right', () => {
  openWindow({ connections: [connection()] });
  expect(bar()).toBeNull();
});

it.each([
  [2 * hour, 'This computer’s clock is 2 hours ahead. Set it right: until then sign-ins may fail.'],
  [
    -6 * 60_000,
    'This computer’s clock is 6 minutes behind. Set it right: until then sign-ins may fail.',
  ],
  [
    3_650 * 24 * hour,
    'This computer’s clock is 3,650 days ahead. Set it right: until then sign-ins may fail.',
  ],
])('H68 says how wrong the clock is (%d ms), until it is right', (aheadByMs, sentence) => {
  openWindow({ connections: [connection()] });
  act(() => clockChanged({ clock: { aheadByMs, saidBy: ['server.example'] } }));
  expect(bar()?.textContent).toContain(sentence);
  act(() => clockChanged({ clock: null }));
  expect(bar()).toBeNull();
});

it('H68 tells support both times and who said so', () => {
  openWindow({ connections: [connection()] });
  act(() => clockChanged({ clock: { aheadByMs: 2 * hour, saidBy: ['a.example', 'b.example'] } }));
  press('Details');
  expect(bar()?.textContent).toContain('Time on this computer');
  expect(bar()?.textContent).toContain('a.example, b.example');
});
