import { act, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import { attempt, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { attemptsChanged } from '../store/events.js';
import { spellCode } from './spell-code.js';

const told = (...attempts: AttemptView[]) => act(() => attemptsChanged(attempts));

const code: Extract<AttemptPhase, { kind: 'waiting_for_code' }> = {
  kind: 'waiting_for_code',
  openedAt: noon,
  expiresAt: noon + 15 * minutes,
  userCode: 'WDJB-MJ7',
  verificationUri: 'https://login.example.com/device',
  verificationUriComplete: 'https://login.example.com/device?user_code=WDJB-MJ7',
};

describe('a code for another device', () => {
  test('is shown with its page, and spelled out for screen readers', () => {
    openWindow();
    told(attempt(code));
    const heading = screen.getByRole('heading', { name: 'Enter this code' });
    expect(screen.getByText('WDJB-MJ7').getAttribute('aria-hidden')).toBe('true');
    expect(screen.getByText('https://login.example.com/device')).toBeTruthy();
    expect(screen.getByText('Open the page at login.example.com')).toBeTruthy();
    const described = heading.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toBe(
      'The code, letter by letter: W, D, J, B, dash, M, J, 7',
    );
  });

  test('has a QR code with a name', () => {
    openWindow();
    told(attempt(code));
    const picture = screen.getByRole('img', { name: 'QR code that opens login.example.com' });
    expect(picture.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h7v1h-7z/);
  });

  test('shows look-alike hosts in punycode', () => {
    openWindow();
    told(attempt({ ...code, verificationUri: 'https://gоogle.com/device' }));
    expect(screen.getByText('Open the page at xn--gogle-jye.com')).toBeTruthy();
    expect(screen.getByText('https://xn--gogle-jye.com/device')).toBeTruthy();
  });

  test('shows seconds, and announces minutes to screen readers', () => {
    openWindow();
    told(attempt(code));
    act(() => {
      vi.advanceTimersByTime(30_000);
    });
    expect(screen.getByText('14:30 left')).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('14 minutes left to sign in');
  });

  test('offers every way out', async () => {
    openWindow();
    told(attempt(code));
    press('Open the page in this browser');
    await settled();
    expect(main.openBrowserAgain).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    press('Copy the link');
    await settled();
    expect(main.copySignInLink).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    press('Cancel');
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('marks the page as opened once it is, and has the code as the step that counts', async () => {
    openWindow();
    told(attempt(code));
    const states = () =>
      within(screen.getByRole('dialog'))
        .getAllByRole('listitem')
        .map(({ dataset }) => dataset['state']);
    expect(states()).toEqual(['now', 'now', 'later']);
    press('Open the page in this browser');
    await settled();
    expect(states()).toEqual(['done', 'now', 'later']);
    const step = screen.getByText('Sign in there and enter this code').closest('li');
    expect(step?.getAttribute('aria-current')).toBe('step');
  });

  test('says why the page did not open', async () => {
    openWindow();
    told(attempt(code));
    main.openBrowserAgain.mockResolvedValueOnce({
      ok: false,
      failure: failure('browser_not_opened'),
    });
    press('Open the page in this browser');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('browser could not be opened');
  });

  test('offers other methods after 20 seconds', async () => {
    openWindow();
    told(attempt(code, { otherMethods: ['app_link'] }));
    expect(screen.queryByRole('button', { name: 'Use an app link instead' })).toBeNull();
    act(() => {
      vi.advanceTimersByTime(20_000);
    });
    press('Use an app link instead');
    await settled();
    expect(main.changeSignInMethod).toHaveBeenCalledExactlyOnceWith({
      attemptId: 'attempt-1',
      method: 'app_link',
    });
  });
});

describe('a server on the internet that names addresses in the local network', () => {
  const question = attempt({ kind: 'confirm_private_network', hosts: ['10.1.2.3'] });

  test('is confirmed first, and does nothing on "Cancel"', () => {
    openWindow();
    told(question);
    const dialog = screen.getByRole('alertdialog');
    expect(dialog.textContent).toContain('wants Lanyard to contact addresses inside your network');
    expect(dialog.textContent).toContain('10.1.2.3');
    press('Cancel');
    expect(main.confirmPrivateNetwork).not.toHaveBeenCalled();
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('continues only after the confirmation', async () => {
    openWindow();
    told(question);
    press('Continue');
    await settled();
    expect(main.confirmPrivateNetwork).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });
});

describe('a service that has moved since it was connected (N8)', () => {
  const moved = (part: 'sign_in' | 'tokens') =>
    attempt({ kind: 'confirm_move', moves: [{ part, from: 'old.example', to: 'new.example' }] });

  test('is shown with both hosts, and does nothing on "Cancel"', () => {
    openWindow();
    told(moved('sign_in'));
    const dialog = screen.getByRole('alertdialog');
    expect(dialog.textContent).toContain('Where you sign inBefore: old.exampleNow: new.example');
    press('Cancel');
    expect(main.confirmMove).not.toHaveBeenCalled();
    expect(main.keepServer).not.toHaveBeenCalled();
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test.each([
    ['Keep old.example', 'sign_in', 'keepServer'],
    ['Sign in at new.example', 'sign_in', 'confirmMove'],
    ['Send tokens to new.example', 'tokens', 'confirmMove'],
  ] as const)('goes on by "%s"', async (button, part, request) => {
    openWindow();
    told(moved(part));
    press(button);
    await settled();
    expect(main[request]).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });
});

test.each([
  ['A-1', 'A, dash, 1'],
  ['ab cd', 'a, b, c, d'],
])('%s is read as %s', (typed, read) => {
  expect(spellCode(typed, 'dash')).toBe(read);
});
