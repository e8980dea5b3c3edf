import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import {
  attempt,
  connection,
  failure,
  minutes,
  noon,
  service,
  tokenDetails,
} from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { attemptsChanged, connectionsChanged, detailsChanged } from '../store/events.js';

const open = (label: RegExp) => fireEvent.click(screen.getByRole('button', { name: label }));

describe('one connection', () => {
  test('has its tabs and its buttons', () => {
    openWindow({ connections: [connection()] });
    open(/^Ada Lovelace/);
    const region = within(screen.getByRole('region', { name: 'Ada Lovelace' }));
    expect(region.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
      'Overview',
      'Permissions',
      'Activity',
      'Token details',
    ]);
    for (const name of [
      'Refresh now',
      'Sign in again',
      'Rename',
      'Disconnect',
      'Remove from this computer',
    ]) {
      expect(region.getAllByRole('button', { name })).toHaveLength(1);
    }
  });

  test('that needs a sign-in says why, and offers it exactly once', async () => {
    const cause = failure('grant_refused');
    openWindow({ connections: [connection({ state: { kind: 'needs_sign_in', cause } })] });
    open(/^Ada Lovelace/);
    expect(screen.getByRole('alert').textContent).toContain(
      'Practice service ended this connection.',
    );
    press('Sign in again');
    await settled();
    expect(main.signInAgain).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
  });

  test('whose API wants another sign-in says so beside what works, and offers it exactly once (L8)', async () => {
    const wanted = failure('authentication_insufficient', { cause: 'acr_values: phr' });
    openWindow({ connections: [connection({ insufficientAuthentication: wanted })] });
    open(/^Ada Lovelace/);
    const notice = screen.getByRole('alert');
    expect(notice.textContent).toContain('Practice service wants a stronger sign-in for this.');
    const page = screen.getByRole('region', { name: 'Ada Lovelace' });
    expect(page.textContent).toContain('Working');
    expect(screen.getAllByRole('button', { name: 'Sign in again' })).toHaveLength(1);
    press('Sign in again');
    await settled();
    expect(main.signInAgain).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
  });

  test('whose API wants another sign-in says first why the access has ended (L8)', () => {
    const wanted = failure('authentication_insufficient');
    const state = { kind: 'needs_sign_in', cause: failure('grant_refused') } as const;
    openWindow({ connections: [connection({ insufficientAuthentication: wanted, state })] });
    open(/^Ada Lovelace/);
    expect(screen.getByRole('alert').textContent).toContain('ended this connection.');
  });

  test('that needs an administrator offers a message for them', async () => {
    const cause = failure('admin_consent_needed');
    openWindow({ connections: [connection({ state: { kind: 'needs_sign_in', cause } })] });
    open(/^Ada Lovelace/);
    expect(screen.getByRole('alert').textContent).toContain('an administrator has to allow this');
    press('Copy a message for your admin');
    await settled();
    expect(main.copyConnectionAdminRequest).toHaveBeenCalledExactlyOnceWith({
      connectionId: 'ada',
    });
    expect(screen.getByText(/Paste it into an e-mail/)).toBeTruthy();
  });

  test('says why a refresh was refused', async () => {
    openWindow({ connections: [connection()] });
    open(/^Ada Lovelace/);
    main.refreshConnection.mockResolvedValueOnce({ ok: false, failure: failure('storage_full') });
    press('Refresh now');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('disk is full');
  });

  test('can be renamed', async () => {
    openWindow({ connections: [connection()] });
    open(/^Ada Lovelace/);
    press('Rename');
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), {
      target: { value: ' Countess ' },
    });
    press('Save');
    await settled();
    expect(main.renameConnection).toHaveBeenCalledExactlyOnceWith({
      connectionId: 'ada',
      label: 'Countess',
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('shows permissions in plain language, and those not granted', () => {
    openWindow({ connections: [connection()] });
    open(/^Ada Lovelace/);
    fireEvent.click(screen.getByRole('tab', { name: 'Permissions' }));
    const panel = within(screen.getByRole('tabpanel'));
    const textsIn = (name: string) =>
      within(panel.getByRole('list', { name }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent);
    expect(textsIn('Can')).toEqual(['Know who you areopenid']);
    expect(textsIn('Asked for, but not granted')).toEqual(['calendar.write(no description)']);
    expect(panel.queryByRole('list', { name: 'Granted, although not asked for' })).toBeNull();
  });

  test('shows the risk of a permission where the catalogue knows it', () => {
    const scope = { description: null, isDefault: false, isNeeded: false };
    openWindow({
      connections: [connection()],
      services: [
        service('practice', 'Practice service', 'file', {
          scopes: [
            { ...scope, name: 'openid', risk: 'reads', adminOnly: null },
            { ...scope, name: 'calendar.write', risk: 'changes', adminOnly: true },
          ],
        }),
      ],
    });
    open(/^Ada Lovelace/);
    fireEvent.click(screen.getByRole('tab', { name: 'Permissions' }));
    expect(screen.getByText('Only reads')).toBeTruthy();
    expect(screen.getByText('Can change things · Needs administrator approval')).toBeTruthy();
  });

  test('opens the service’s sign-out page in the browser, where there is one', async () => {
    openWindow({
      connections: [connection({ hasSignOutPage: true }), connection({ id: 'b', label: 'Bo' })],
    });
    open(/^Ada Lovelace/);
    press('Sign out at Practice service in the browser');
    await settled();
    expect(main.openSignOutPage).toHaveBeenCalledExactlyOnceWith({ connectionId: 'ada' });
    open(/^Bo/);
    expect(screen.queryByRole('button', { name: /^Sign out at/ })).toBeNull();
  });

  test('whose client ID is refused can get another one', () => {
    const cause = failure('client_refused');
    openWindow({
      connections: [connection({ state: { kind: 'misconfigured', cause } })],
      services: [service('practice', 'Practice service', 'shipped')],
    });
    open(/^Ada Lovelace/);
    press('Change the settings');
    expect(screen.getByRole('heading', { name: 'Set up Practice service' })).toBeTruthy();
  });

  test.each([
    [null, 'https://auth.example.com'],
    ['https://api.example.com/mcp', 'https://api.example.com/mcp'],
  ])(
    'whose settings are refused is corrected by the address it has (API: %s)',
    (resource, shown) => {
      const cause = failure('client_refused');
      openWindow({
        connections: [connection({ state: { kind: 'misconfigured', cause } })],
        services: [service('practice', 'Practice service', 'user')],
      });
      open(/^Ada Lovelace/);
      const tokens = tokenDetails(undefined, { resource });
      act(() =>
        detailsChanged({
          connectionId: 'ada',
          tokens,
          activity: [],
          forecast: { kind: 'none' },
        }),
      );
      press('Change the settings');
      const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Server address' });
      expect(field.value).toBe(shown);
    },
  );

  test('shows its activity with the causes', () => {
    openWindow({ connections: [connection()] });
    open(/^Ada Lovelace/);
    fireEvent.click(screen.getByRole('tab', { name: 'Activity' }));
    act(() =>
      detailsChanged({
        connectionId: 'ada',
        tokens: null,
        activity: [
          { at: noon, kind: 'refresh_failed', failure: failure('network_timeout') },
          { at: noon - minutes, kind: 'connected', failure: null },
        ],
        forecast: { kind: 'none' },
      }),
    );
    const entries = within(screen.getByRole('tabpanel')).getAllByRole('listitem');
    expect(entries[0]?.textContent).toContain(
      '12:00Refresh failedauth.example.com did not answer in time.',
    );
    expect(entries[1]?.textContent).toBe('11:59Connected');
  });

  test('in a locked vault has an activity that cannot be read, not none (N10)', () => {
    openWindow({ connections: [connection({ state: { kind: 'storage_locked' } })] });
    open(/^Ada Lovelace/);
    fireEvent.click(screen.getByRole('tab', { name: 'Activity' }));
    act(() =>
      detailsChanged({
        connectionId: 'ada',
        tokens: null,
        activity: null,
        forecast: { kind: 'none' },
      }),
    );
    const shown = screen.getByRole('tabpanel').textContent;
    expect(shown).toContain('The activity cannot be shown');
    expect(shown).not.toContain('Nothing has happened yet');
  });

  test('reports a new one in the status line', () => {
    openWindow();
    act(() => {
      connectionsChanged({ kind: 'some', changed: [connection()], removed: [] });
      attemptsChanged([
        attempt({
          kind: 'connected',
          connectionId: 'ada',
          accountName: 'Ada Lovelace',
          merged: false,
        }),
      ]);
    });
    expect(screen.getByRole('status').textContent).toBe(
      'Connected to Practice service as Ada Lovelace',
    );
    expect(screen.getByRole('region', { name: 'Ada Lovelace' })).toBeTruthy();
  });
});
