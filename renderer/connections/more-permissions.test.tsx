import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { connection, failure, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';
import { connectionsChanged } from '../store/events.js';

const known = { risk: null, adminOnly: null, isDefault: false, isNeeded: false };
const practice = service('practice', 'Practice service', 'file', {
  scopes: [
    { ...known, name: 'openid', description: 'Know who you are' },
    { ...known, name: 'notes.read', description: 'Read your notes', risk: 'reads' },
    { ...known, name: 'notes.write', description: 'Change your notes', adminOnly: true },
  ],
});

function openPermissions(services = [practice], more = {}) {
  openWindow({ connections: [connection(more)], services });
  fireEvent.click(screen.getByRole('button', { name: /^Ada Lovelace/ }));
  fireEvent.click(screen.getByRole('tab', { name: 'Permissions' }));
}

function openDialog(services = [practice]) {
  openPermissions(services);
  press('Ask for more permissions');
  return within(screen.getByRole('dialog', { name: 'Ask for more permissions' }));
}

describe('more permissions', () => {
  test('cannot be asked for while the connection ends', () => {
    const state = { kind: 'disconnecting', since: 0, progress: { kind: 'pending' } } as const;
    openPermissions([practice], { state });
    expect(screen.queryByRole('button', { name: 'Ask for more permissions' })).toBeNull();
  });

  test('are not asked for while none is chosen', async () => {
    const dialog = openDialog();
    press('Continue in the browser');
    await settled();
    const field = dialog.getByRole('textbox', { name: 'Other permissions (scopes)' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(dialog.getByText('Choose a permission or enter one.')).toBeTruthy();
    expect(main.requestMoreScopes).not.toHaveBeenCalled();
  });

  test('that main refuses stay in the dialog with the reason', async () => {
    const dialog = openDialog();
    fireEvent.click(dialog.getByRole('checkbox', { name: 'Read your notes' }));
    main.requestMoreScopes.mockResolvedValueOnce({ ok: false, failure: failure('storage_full') });
    press('Continue in the browser');
    await settled();
    expect(dialog.getByRole('alert').textContent).toContain('disk is full');
    expect(dialog.getByRole('checkbox', { name: 'Read your notes', checked: true })).toBeTruthy();
  });

  test('have the usual words where the service has none', () => {
    const scopes = [
      { ...known, name: 'phone', description: null },
      { ...known, name: 'fax', description: null },
    ];
    const dialog = openDialog([service('practice', 'Practice service', 'file', { scopes })]);
    expect(dialog.getByRole('checkbox', { name: 'See your telephone number' })).toBeTruthy();
    expect(dialog.getByRole('checkbox', { name: 'fax' })).toBeTruthy();
  });

  test('are those not granted yet, in plain language, with none chosen', () => {
    const dialog = openDialog();
    const boxes = within(
      dialog.getByRole('group', { name: 'Permissions that this connection does not have' }),
    ).getAllByRole<HTMLInputElement>('checkbox', { checked: false });
    expect(boxes.map(({ labels }) => labels?.[0]?.textContent)).toEqual([
      'calendar.write',
      'Read your notes',
      'Change your notes',
    ]);
    const describedBy = boxes[2]?.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(describedBy)?.textContent).toBe(
      'notes.write · Needs administrator approval',
    );
    expect(document.activeElement?.textContent).toBe('Ask for more permissions');
  });

  test('that are chosen and entered go out together, and the dialog closes', async () => {
    const dialog = openDialog();
    for (const name of ['Change your notes', 'Read your notes', 'Change your notes']) {
      fireEvent.click(dialog.getByRole('checkbox', { name }));
    }
    type('Other permissions (scopes)', ' files.read  files.write ');
    press('Continue in the browser');
    await settled();
    expect(main.requestMoreScopes).toHaveBeenCalledExactlyOnceWith({
      connectionId: 'ada',
      scopes: 'notes.read files.read  files.write',
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('are entered by their names where no list of them is known', async () => {
    const dialog = openDialog([service('practice', 'Practice service', 'user')]);
    act(() =>
      connectionsChanged({
        kind: 'some',
        changed: [connection({ permissions: [] })],
        removed: [],
      }),
    );
    expect(dialog.queryByRole('checkbox')).toBeNull();
    type('Permissions (scopes)', 'files.read');
    press('Continue in the browser');
    await settled();
    expect(main.requestMoreScopes).toHaveBeenCalledExactlyOnceWith({
      connectionId: 'ada',
      scopes: 'files.read',
    });
  });
});
