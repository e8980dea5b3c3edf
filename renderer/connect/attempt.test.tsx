import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type { AttemptView } from '../../ipc/attempt-view.js';
import {
  attempt,
  connection,
  failure,
  noon,
  service,
  waiting,
} from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';
import { attemptsChanged } from '../store/events.js';

const told = (...attempts: AttemptView[]) => act(() => attemptsChanged(attempts));

const passed = (milliseconds: number) =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });

describe('waiting for the browser', () => {
  test('offers every way out', async () => {
    openWindow();
    told(attempt(waiting));
    expect(screen.getByRole('heading', { name: 'Finish in your browser' })).toBeTruthy();
    expect(screen.getByText('10:00 left')).toBeTruthy();
    press('Open the browser again');
    await settled();
    press('Copy the link');
    await settled();
    expect(main.openBrowserAgain).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    expect(main.copySignInLink).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    press('Cancel');
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('accepts a pasted address and clears the field', async () => {
    openWindow();
    told(attempt(waiting));
    press('Paste the address instead');
    type('Address from the browser', ' app.lanyard.desktop:/callback/practice?code=x ');
    press('Use this address');
    await settled();
    expect(main.pasteAddress).toHaveBeenCalledExactlyOnceWith({
      attemptId: 'attempt-1',
      address: 'app.lanyard.desktop:/callback/practice?code=x',
    });
    expect(screen.getByRole('textbox', { name: 'Address from the browser' })).toHaveProperty(
      'value',
      '',
    );
  });

  test('keeps a pasted text that does not hold the address, says why, and selects it for another (D3)', async () => {
    openWindow();
    told(attempt(waiting));
    press('Paste the address instead');
    main.pasteAddress.mockResolvedValue({ ok: false, failure: failure('address_code_only') });
    type('Address from the browser', 'Code:\n SplxlO');
    press('Use this address');
    await settled();
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', {
      name: 'Address from the browser',
    });
    expect(field.value, 'with its line break').toBe('Code:\n SplxlO');
    expect(screen.getByRole('alert').textContent).toContain('only the code, not the whole address');
    expect(screen.getByRole('heading', { name: 'Finish in your browser' })).toBeTruthy();

    press('Paste another address');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.activeElement).toBe(field);
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
    fireEvent.keyDown(field, { key: 'Enter' });
    await settled();
    expect(main.pasteAddress, 'Enter sends it').toHaveBeenCalledTimes(2);
  });

  test('says why a pasted address was refused, and keeps waiting', () => {
    openWindow();
    told(attempt({ ...waiting, trouble: failure('address_not_ours') }));
    expect(screen.getByRole('alert').textContent).toContain('not the address Lanyard needs');
    press('Paste another address');
    expect(screen.getByRole('textbox', { name: 'Address from the browser' })).toBeTruthy();
  });

  test('where no browser opened it leads with "Copy the link" and offers the other ways (D11)', async () => {
    openWindow();
    told(attempt(waiting, { otherMethods: ['local_address', 'device_code'] }));
    expect(screen.queryByRole('button', { name: 'Use a code on my phone' })).toBeNull();
    told(
      attempt(
        { ...waiting, trouble: failure('browser_not_opened') },
        { otherMethods: ['local_address', 'device_code'] },
      ),
    );
    expect(screen.getByRole('alert').textContent).toContain('The browser could not be opened.');
    const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names.indexOf('Copy the link')).toBeLessThan(names.indexOf('Open the browser again'));
    expect(names.filter((name) => name === 'Copy the link')).toHaveLength(1);
    expect(screen.getByText('Without a browser on this computer')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Use a code on my phone' })).toBeTruthy();
    expect(
      screen.queryByRole('button', {
        name: 'Use a local address instead',
      }),
    ).toBeNull();
    expect(screen.queryByText('Not working?')).toBeNull();
    press('Copy the link');
    await settled();
    expect(main.copySignInLink).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    press('Try again');
    await settled();
    expect(main.openBrowserAgain).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('where another program took the link scheme it leads with the local address, until the scheme is back (N11)', async () => {
    openWindow();
    const taken = { ...waiting, trouble: failure('link_scheme_taken') };
    told(attempt(taken, { otherMethods: ['local_address', 'device_code'] }));
    expect(screen.getByRole('alert').textContent).toContain('Another program, or none, now opens');
    passed(20_000);
    expect(screen.getByRole('button', { name: 'Use a code on my phone' })).toBeTruthy();
    // The notice has it, so the hint does not offer it again.
    press('Use a local address instead');
    await settled();
    expect(main.changeSignInMethod).toHaveBeenCalledExactlyOnceWith({
      attemptId: 'attempt-1',
      method: 'local_address',
    });
    told(attempt(waiting, { otherMethods: ['local_address', 'device_code'] }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('where the service takes no local address either, the address can be pasted (N11)', () => {
    openWindow();
    told(attempt({ ...waiting, trouble: failure('link_scheme_taken') }));
    expect(
      screen.queryByRole('button', {
        name: 'Use a local address instead',
      }),
    ).toBeNull();
    press('Paste the address');
    expect(screen.getByRole('textbox', { name: 'Address from the browser' })).toBeTruthy();
  });

  test('suggests what else to try after 20 seconds, with the address to register', async () => {
    openWindow();
    told(attempt(waiting, { otherMethods: ['local_address', 'device_code'] }));
    expect(screen.getByText('Not working?')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Use a local address instead' })).toBeNull();
    passed(20_000);
    expect(screen.getByText('Not working?')).toBeTruthy();
    expect(screen.getByText('9:40 left')).toBeTruthy();
    await settled();
    expect(screen.getByText('app.lanyard.desktop:/callback/own-1')).toBeTruthy();
    expect(main.getRedirectUris).toHaveBeenCalledExactlyOnceWith({
      kind: 'attempt',
      attemptId: 'attempt-1',
    });
    press('Copy');
    await settled();
    expect(main.copyRedirectUri).toHaveBeenCalledExactlyOnceWith({
      of: { kind: 'attempt', attemptId: 'attempt-1' },
      method: 'app_link',
    });
    press('Use a local address instead');
    await settled();
    expect(main.changeSignInMethod).toHaveBeenCalledExactlyOnceWith({
      attemptId: 'attempt-1',
      method: 'local_address',
    });
  });

  test.each([true, false])(
    'offers a message for the administrator after 20 seconds where the service has a page for them: %s',
    async (hasAdminPage) => {
      const { serviceId, serviceName } = attempt(waiting);
      openWindow({ services: [service(serviceId, serviceName, 'shipped', { hasAdminPage })] });
      told(attempt(waiting));
      const button = () => screen.queryByRole('button', { name: 'Copy a message for your admin' });
      expect(button()).toBeNull();
      passed(20_000);
      await settled();
      expect(button() !== null).toBe(hasAdminPage);
    },
  );

  test.each([
    ['app_link', ['local_address'], true],
    ['app_link', [], false],
    ['local_address', ['app_link'], false],
  ] as const)(
    'a page that stays where it is points from %s, with %j besides, to a local address: %s',
    (method, otherMethods, hints) => {
      openWindow();
      told(attempt({ ...waiting, method }, { otherMethods }));
      const hint = () => screen.queryByText(/the page stay where it is/);
      expect(hint()).toBeNull();
      passed(20_000);
      expect(hint() !== null).toBe(hints);
      expect(screen.getByText(/compare the client ID/)).toBeTruthy();
    },
  );

  test.each([
    ['app_link', false],
    ['local_address', true],
  ] as const)(
    'a server that compares the port too is served with the whole address, for %s: %s (L13)',
    (method, hints) => {
      openWindow();
      const redirectUri = 'http://127.0.0.1:43210/callback/practice';
      told(attempt({ ...waiting, method, redirectUri }));
      passed(20_000);
      expect(screen.queryByText(/compare the port too/) !== null).toBe(hints);
      expect(screen.queryByText(redirectUri) !== null).toBe(hints);
    },
  );

  const escapeFrom = (heading: string) =>
    fireEvent.keyDown(screen.getByRole('heading', { name: heading }), { key: 'Escape' });

  test('asks on Escape and ✕ before it stops, and keeps waiting unless that is confirmed', () => {
    openWindow();
    told(attempt(waiting));
    escapeFrom('Finish in your browser');
    expect(screen.getByRole('alertdialog', { name: 'Stop signing in?' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep waiting' }));
    escapeFrom('Stop signing in?');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    press('Close');
    press('Keep waiting');
    expect(main.closeAttempt).not.toHaveBeenCalled();
    expect(screen.getByRole('heading', { name: 'Finish in your browser' })).toBeTruthy();

    press('Close');
    press('Stop signing in');
    expect(main.closeAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('closes on Escape at once while no browser has been opened, and after it has ended', () => {
    openWindow();
    told(attempt({ kind: 'preparing' }));
    escapeFrom('Asking Practice service how to sign in…');
    expect(main.closeAttempt).toHaveBeenCalledTimes(1);
    told(attempt({ kind: 'failed', failure: failure('server_fault') }, { id: 'attempt-2' }));
    escapeFrom('Not connected');
    expect(main.closeAttempt).toHaveBeenLastCalledWith({ attemptId: 'attempt-2' });
  });

  test('no longer asks about a sign-in that ends meanwhile, nor when that is tried again', () => {
    openWindow();
    told(attempt(waiting));
    escapeFrom('Finish in your browser');
    told(attempt({ kind: 'failed', failure: failure('sign_in_expired') }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    told(attempt(waiting));
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  test('reappears when the window opens during a sign-in', () => {
    attemptsChanged([attempt({ ...waiting, openedAt: noon - 60_000 })]);
    openWindow();
    expect(screen.getByRole('heading', { name: 'Finish in your browser' })).toBeTruthy();
  });
});

describe('the end of a sign-in', () => {
  test('at another account offers to add it or try again, and changes nothing', async () => {
    openWindow();
    told(
      attempt(
        {
          kind: 'other_account',
          reason: 'different',
          expected: { name: 'Ada', email: 'ada@example.com' },
          actual: { name: 'Grace', email: 'grace@example.com' },
        },
        { connectionId: 'ada' },
      ),
    );
    expect(
      screen.getByText(
        /You signed in as Grace, but this connection belongs to Ada\. Nothing has changed/,
      ),
    ).toBeTruthy();
    press('Add as a new connection');
    await settled();
    expect(main.keepAsNewConnection).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
    press('Try again with Ada');
    await settled();
    expect(main.retryAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('at another account shows both side by side, each with its name and e-mail', () => {
    openWindow({ connections: [connection({ label: 'Countess' })] });
    told(
      attempt(
        {
          kind: 'other_account',
          reason: 'different',
          expected: { name: 'Ada', email: 'ada@example.com' },
          actual: { name: null, email: null },
        },
        { connectionId: 'ada' },
      ),
    );
    const both = within(screen.getByRole('list', { name: 'The two accounts' }));
    expect(both.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'This connectionPCountessAdaada@example.comPractice service',
      'You signed in asPNo name providedPractice service',
    ]);
  });

  test('at another account of the same name shows the e-mail addresses', () => {
    openWindow();
    told(
      attempt({
        kind: 'other_account',
        reason: 'different',
        expected: { name: 'Ada', email: 'home@example.com' },
        actual: { name: 'Ada', email: 'work@example.com' },
      }),
    );
    expect(
      screen.getByText(/signed in as work@example.com.*belongs to home@example.com/),
    ).toBeTruthy();
  });

  test('at an account that the service does not identify says so, and that nothing has changed', () => {
    openWindow();
    told(
      attempt({
        kind: 'other_account',
        reason: 'not_identified',
        expected: { name: 'Ada', email: null },
        actual: { name: null, email: null },
      }),
    );
    expect(screen.getByRole('heading', { name: 'Whose account was that?' })).toBeTruthy();
    expect(
      screen.getByText(/did not say whose account.*belongs to Ada\. Nothing has changed/),
    ).toBeTruthy();
  });

  test('at an account that has a connection of its own offers to use it there', async () => {
    openWindow();
    told(
      attempt({
        kind: 'other_account',
        reason: 'listed_already',
        expected: { name: null, email: null },
        actual: { name: 'Grace', email: null },
      }),
    );
    expect(
      screen.getByText(/signed in as Grace, and that account has its own connection/),
    ).toBeTruthy();
    press('Use it for that connection');
    await settled();
    expect(main.keepAsNewConnection).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('by the user’s own refusal says so, without other methods, and tries again on request (H20)', async () => {
    openWindow();
    told(
      attempt(
        { kind: 'failed', failure: failure('access_denied') },
        { otherMethods: ['local_address', 'device_code'] },
      ),
    );
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('You did not allow access.');
    expect(alert.dataset['neutral']).toBe('true');
    expect(screen.queryByRole('group', { name: 'Other ways to sign in' })).toBeNull();
    expect(screen.getAllByRole('button', { name: 'Close' }).length).toBeGreaterThan(0);
    press('Try again');
    await settled();
    expect(main.retryAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('by a refusal offers the other methods at once, and says why one was refused', async () => {
    openWindow();
    told(
      attempt(
        { kind: 'failed', failure: failure('redirect_not_possible') },
        { otherMethods: ['local_address', 'device_code'] },
      ),
    );
    expect(screen.getByRole('button', { name: 'Use a local address instead' })).toBeTruthy();
    main.changeSignInMethod.mockResolvedValueOnce({ ok: false, failure: failure('network_down') });
    press('Use a code on my phone');
    await settled();
    expect(main.changeSignInMethod).toHaveBeenCalledExactlyOnceWith({
      attemptId: 'attempt-1',
      method: 'device_code',
    });
    expect(screen.getByText(/no network connection/)).toBeTruthy();
  });

  test('does not lead to settings that the user cannot change', async () => {
    openWindow();
    told(attempt({ kind: 'failed', failure: failure('redirect_refused') }));
    expect(screen.queryByRole('button', { name: 'Change the settings' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    await settled();
    expect(screen.getByText('app.lanyard.desktop:/callback/own-1')).toBeTruthy();
  });

  test('that needs an administrator copies a message for them', async () => {
    openWindow();
    told(attempt({ kind: 'failed', failure: failure('admin_consent_needed') }));
    expect(screen.getByRole('alert').textContent).toContain('an administrator has to allow this');
    main.copyAttemptAdminRequest.mockResolvedValueOnce({
      ok: false,
      failure: failure('not_found'),
    });
    press('Copy a message for your admin');
    await settled();
    expect(screen.queryByText(/Paste it into an e-mail/)).toBeNull();
    press('Copy a message for your admin');
    await settled();
    expect(main.copyAttemptAdminRequest).toHaveBeenLastCalledWith({ attemptId: 'attempt-1' });
    expect(screen.getByText(/Paste it into an e-mail/)).toBeTruthy();
    press('Sign in again');
    await settled();
    expect(main.retryAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
  });

  test('by any other failure offers no message for the administrator', () => {
    openWindow();
    told(attempt({ kind: 'failed', failure: failure('access_denied') }));
    expect(screen.queryByRole('button', { name: 'Copy a message for your admin' })).toBeNull();
  });

  test.each(['client_refused', 'redirect_refused'] as const)(
    'by a refusal (%s) of the app’s own registration offers to sign in again, not settings',
    async (code) => {
      const { serviceId, serviceName } = attempt(waiting);
      const own = service(serviceId, serviceName, 'user', { registeredByApp: true });
      openWindow({ services: [own] });
      told(attempt({ kind: 'failed', failure: failure(code) }));
      expect(screen.queryByRole('button', { name: 'Change the settings' })).toBeNull();
      expect(screen.getByRole('alert').textContent).toContain('no longer knows this app');
      press('Sign in again');
      await settled();
      expect(main.retryAttempt).toHaveBeenCalledExactlyOnceWith({ attemptId: 'attempt-1' });
      expect(main.removeService).not.toHaveBeenCalled();
    },
  );
});
