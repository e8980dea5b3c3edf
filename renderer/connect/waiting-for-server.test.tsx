import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import type { AttemptPhase } from '../../ipc/attempt-view.js';
import { attempt, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { attemptsChanged } from '../store/events.js';

const phase: Extract<AttemptPhase, { kind: 'waiting_for_server' }> = {
  kind: 'waiting_for_server',
  openedAt: noon,
  expiresAt: noon + 10 * minutes,
  host: 'provider.example',
  trouble: null,
};

test('says that the app notices by itself, and offers no address to paste', () => {
  openWindow();
  act(() => attemptsChanged([attempt(phase)]));
  expect(screen.getByRole('heading', { name: 'Finish in your browser' })).toBeTruthy();
  expect(screen.getByText(/at provider.example.*checks every few seconds/)).toBeTruthy();
  expect(screen.getByText('Lanyard continues by itself')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Paste the address instead' })).toBeNull();
});

test('opens the browser again, copies the link and cancels', async () => {
  openWindow();
  act(() => attemptsChanged([attempt(phase)]));
  press('Open the browser again');
  await settled();
  expect(main.openBrowserAgain).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  press('Copy the link');
  await settled();
  expect(main.copySignInLink).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  press('Cancel');
  expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
});

test('shows why the browser did not open, and leads with the link (D11)', () => {
  openWindow();
  act(() => attemptsChanged([attempt({ ...phase, trouble: failure('browser_not_opened') })]));
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(actions()[0]).toBe('Copy the link');
});

const actions = () =>
  screen
    .getAllByRole('button')
    .map(({ textContent }) => textContent)
    .filter((name) => /link$|browser again$/.test(name));

test('after a while it suggests what to check at the service', () => {
  openWindow();
  act(() => attemptsChanged([attempt(phase)]));
  expect(screen.queryByText(/its administrator can check/)).toBeNull();
  act(() => {
    vi.advanceTimersByTime(30_000);
  });
  expect(screen.getByText(/its administrator can check/)).toBeTruthy();
});
