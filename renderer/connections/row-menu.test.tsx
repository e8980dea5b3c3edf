import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import { connection, failure, noon } from '../../testing/renderer/samples.js';
import { openWindow, settled } from '../../testing/renderer/window.js';

const ada = connection();
const bob = connection({
  id: 'bob',
  label: 'Bob',
  account: { name: 'Bob', email: null },
  lifetime: { kind: 'not_known' },
});

const row = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}`) });
const items = () => screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
const choose = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }));

describe('the menu of a row', () => {
  test('leaves out what could not work now', () => {
    const since = noon;
    const givenUp = { kind: 'disconnecting', since, progress: { kind: 'given_up' } } as const;
    openWindow({ connections: [bob, connection({ state: givenUp })] });
    fireEvent.contextMenu(row('Bob'));
    expect(items()).toEqual([
      'Sign in again',
      'Rename…F2',
      'Select',
      'Remove from this computer…',
      'Disconnect…',
    ]);
    fireEvent.contextMenu(row('Ada'));
    expect(items()).toEqual([
      'Sign in again',
      'Rename…F2',
      'Copy e-mail address',
      'Select',
      'Remove from this computer…',
    ]);
  });

  test('a refresh that Lanyard refuses opens the connection with the reason', async () => {
    main.refreshConnection.mockResolvedValue({ ok: false, failure: failure('storage_locked') });
    openWindow({ connections: [ada] });
    fireEvent.contextMenu(row('Ada'));
    choose('Refresh now');
    await settled();
    expect(screen.getByRole('region', { name: 'Ada Lovelace' })).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('locked');
  });

  test('keeps the window’s own menu shut, and nothing else does', () => {
    openWindow({ connections: [ada] });
    // False: the page has prevented what would follow.
    expect(fireEvent.contextMenu(screen.getByRole('searchbox'))).toBe(true);
    expect(screen.queryByRole('menu')).toBeNull();
    expect(fireEvent.contextMenu(screen.getByRole('listitem'))).toBe(false);
    expect(screen.getByRole('menu', { name: 'Ada Lovelace' })).toBeTruthy();
  });

  test('refreshes, signs in again and copies the e-mail address without opening the connection', async () => {
    openWindow({ connections: [ada, connection({ id: 'zoe', label: 'Zoe' })] });
    for (const name of ['Refresh now', 'Sign in again', 'Copy e-mail address']) {
      fireEvent.contextMenu(row('Zoe'));
      choose(name);
      await settled();
    }
    const request = { connectionId: 'zoe' };
    expect(main.refreshConnection).toHaveBeenCalledExactlyOnceWith(request);
    expect(main.signInAgain).toHaveBeenCalledExactlyOnceWith(request);
    expect(main.copyAccountEmail).toHaveBeenCalledExactlyOnceWith(request);
    expect(screen.getByRole('status').textContent).toBe('The e-mail address was copied');
    expect(screen.queryByRole('region', { name: 'Zoe' })).toBeNull();
  });

  test.each([
    ['Rename…F2', 'dialog', 'Rename'],
    ['Disconnect…', 'alertdialog', 'Disconnect Ada Lovelace?'],
    ['Remove from this computer…', 'alertdialog', 'Remove Ada Lovelace from this computer?'],
  ])('“%s” asks first', async (item, role, name) => {
    openWindow({ connections: [ada] });
    fireEvent.contextMenu(row('Ada'));
    fireEvent.click(screen.getByRole('menuitem', { name: item.replace('F2', '') }));
    await settled();
    expect(screen.getByRole(role, { name })).toBeTruthy();
    expect(main.disconnectConnection).not.toHaveBeenCalled();
    expect(main.removeConnection).not.toHaveBeenCalled();
  });

  test('Escape closes it, and its row has the focus again', async () => {
    openWindow({ connections: [ada, bob] });
    fireEvent.contextMenu(row('Bob'));
    await vi.waitFor(() =>
      expect(screen.getByRole('menu').contains(document.activeElement)).toBe(true),
    );
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    await vi.waitFor(() => expect(document.activeElement).toBe(row('Bob')));
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
