import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { connection } from '../../testing/renderer/samples.js';
import { openWindow, press } from '../../testing/renderer/window.js';
import { clockChanged } from '../store/events.js';

const hour = 60 * 60 * 1000;
const bar = () => screen.queryByRole('note');

test('shows nothing while the clock is right', () => {
  openWindow({ connections: [connection()] });
  expect(bar()).toBeNull();
});

test.each([
  [2 * hour, 'Your computer’s clock is 2 hours fast. Sign-ins may fail until you correct it.'],
  [-6 * 60_000, 'Your computer’s clock is 6 minutes slow. Sign-ins may fail until you correct it.'],
  [
    3_650 * 24 * hour,
    'Your computer’s clock is 3,650 days fast. Sign-ins may fail until you correct it.',
  ],
])('says how wrong the clock is (%d ms), until it is right (H68)', (aheadByMs, sentence) => {
  openWindow({ connections: [connection()] });
  act(() => clockChanged({ clock: { aheadByMs, reportedBy: ['server.example'] } }));
  expect(bar()?.textContent).toContain(sentence);
  act(() => clockChanged({ clock: null }));
  expect(bar()).toBeNull();
});

test('shows both times and their source in the details (H68)', () => {
  openWindow({ connections: [connection()] });
  act(() =>
    clockChanged({ clock: { aheadByMs: 2 * hour, reportedBy: ['a.example', 'b.example'] } }),
  );
  press('Details');
  expect(bar()?.textContent).toContain('Time on this computer');
  expect(bar()?.textContent).toContain('a.example, b.example');
});
