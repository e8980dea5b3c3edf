import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { appActions, shortcuts } from '../../ipc/app-actions.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import { connection, noon, service } from '../../testing/renderer/samples.js';
import { openWindow, settled } from '../../testing/renderer/window.js';
import { actionChosen, settingsChanged } from '../store/events.js';
import { selectConnection } from '../store/ui-actions.js';
import { keyNames, matches } from './key-names.js';

const pressKey = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, ctrlKey: true, ...more });

const bob = connection({
  id: 'bob',
  label: 'Bob Example',
  state: { kind: 'disconnecting', since: noon, progress: { kind: 'pending' } },
});

const settings: SettingsView = {
  closeToTray: { kind: 'off' },
  startAtLogin: { kind: 'off' },
  notify: { kind: 'on' },
  theme: 'system',
  language: 'system',
  lockAfter: 'never',
  lockWithSystem: false,
  file: { kind: 'understood' },
  about: { version: '0.1.0', electron: '45.4.1', dataFolder: '~/.config/Lanyard' },
};

function open(selected: string | null = 'ada') {
  settingsChanged(settings);
  openWindow({
    connections: [connection(), bob],
    services: [
      service('practice', 'Practice service', 'file'),
      service('google', 'Google', 'shipped', { keywords: ['Gmail'] }),
      service('odd', 'Odd service', 'shipped', {
        setUp: { kind: 'not_possible', obstacle: 'own_protocol' },
      }),
    ],
  });
  act(() => selectConnection(selected));
}

async function openPalette(): Promise<HTMLElement> {
  pressKey('k');
  await settled();
  return screen.getByRole('dialog', { name: 'All actions' });
}

const names = () => screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
const search = () => screen.getByRole('searchbox', { name: /Search actions/ });
async function look(text: string): Promise<void> {
  fireEvent.change(search(), { target: { value: text } });
  await settled();
}

describe('shortcuts', () => {
  test('a key without its modifiers, or with another one, is none', () => {
    const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);
    expect(matches(key({ key: 'n' }), 'CmdOrCtrl+N')).toBe(false);
    expect(matches(key({ key: 'n', ctrlKey: true, altKey: true }), 'CmdOrCtrl+N')).toBe(false);
    expect(matches(key({ key: 'r', ctrlKey: true }), 'CmdOrCtrl+Shift+R')).toBe(false);
    expect(matches(key({ key: 'R', ctrlKey: true, shiftKey: true }), 'CmdOrCtrl+R')).toBe(false);
    expect(matches(key({ key: 'R', ctrlKey: true, shiftKey: true }), 'CmdOrCtrl+Shift+R')).toBe(
      true,
    );
    expect(matches(key({ key: 'N', ctrlKey: true }), 'CmdOrCtrl+N'), 'Caps Lock').toBe(true);
    expect(matches(key({ key: 'F2' }), 'F2')).toBe(true);
  });

  test('a sign that takes Shift on this keyboard works with it', () => {
    const init = { key: '/', ctrlKey: true, shiftKey: true };
    expect(matches(new KeyboardEvent('keydown', init), 'CmdOrCtrl+/')).toBe(true);
  });

  test('no two actions share one', () => {
    const given = appActions.flatMap((action) => shortcuts[action] ?? []);
    expect(new Set(given).size).toBe(given.length);
  });

  test('are listed with their keys by Ctrl and /', async () => {
    open();
    pressKey('/');
    await settled();
    const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
    const listed = within(dialog).getAllByRole('term');
    expect(listed).toHaveLength(appActions.filter((action) => shortcuts[action] !== null).length);
    expect(dialog.textContent).toContain('Refresh all' + keyNames('CmdOrCtrl+Shift+R').join(''));
  });

  test('do nothing while a dialog is open', async () => {
    open();
    await openPalette();
    pressKey('n');
    await settled();
    expect(screen.queryByRole('dialog', { name: 'Connect an account' })).toBeNull();
  });
});

describe('the menus of the system', () => {
  test('get the actions that are possible, and again when that changes', async () => {
    open('bob');
    await settled();
    const last = () => main.reportActions.mock.lastCall?.[0].possible;
    expect(last()).not.toContain('refresh');
    expect(last()).not.toContain('disconnect');
    expect(last()).toContain('refresh_all');
    act(() => selectConnection('ada'));
    expect(last()).toEqual(expect.arrayContaining(['refresh', 'rename', 'disconnect']));
    act(() => selectConnection(null));
    expect(last()).not.toContain('rename');
  });

  test('an action that is not possible any more does nothing', () => {
    open('bob');
    act(() => actionChosen({ action: 'refresh' }));
    expect(main.refreshConnection).not.toHaveBeenCalled();
  });

  test.each([
    ['refresh', 'refreshConnection', { connectionId: 'ada' }],
    ['sign_in_again', 'signInAgain', { connectionId: 'ada' }],
    ['lock', 'lock', {}],
    ['documentation', 'openProjectPage', { page: 'documentation' }],
  ] as const)('%s asks main', async (action, request, sent) => {
    open();
    act(() => actionChosen({ action }));
    expect(main[request]).toHaveBeenCalledExactlyOnceWith(sent);
    await settled();
  });

  test.each([
    ['connect', 'dialog', 'Connect an account'],
    ['rename', 'dialog', 'Rename'],
    ['disconnect', 'alertdialog', /Disconnect/],
    ['settings', 'region', 'Settings'],
    ['shortcuts', 'dialog', 'Keyboard shortcuts'],
  ] as const)('%s opens the %s', async (action, role, name) => {
    open();
    act(() => actionChosen({ action }));
    await settled();
    expect(screen.getByRole(role, { name })).toBeTruthy();
  });

  test('“About” leads to that part of the settings', async () => {
    open();
    act(() => actionChosen({ action: 'about' }));
    await settled();
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'About' }));
  });
});

describe('the command palette', () => {
  test('offers only what is possible now, with its shortcut', async () => {
    open('bob');
    await openPalette();
    expect(names()).not.toContain('Refresh' + keyNames('CmdOrCtrl+R').join(''));
    expect(names()).toContain('Refresh all' + keyNames('CmdOrCtrl+Shift+R').join(''));
    expect(names()).not.toContain('Odd service');
  });

  test('says so when nothing is found', async () => {
    open();
    await openPalette();
    await look('zzz');
    expect(
      screen
        .queryAllByRole('menuitem', { name: /./ })
        .filter((each) => each.textContent !== 'Nothing found.'),
    ).toEqual([]);
    expect(screen.getByText('Nothing found.')).toBeTruthy();
  });

  test('finds a connection by its name and opens it, closing the settings', async () => {
    open(null);
    act(() => actionChosen({ action: 'settings' }));
    await openPalette();
    await look('bob');
    fireEvent.click(screen.getByRole('menuitem', { name: /Bob Example/ }));
    await settled();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('region', { name: 'Bob Example' })).toBeTruthy();
  });

  test('finds a service by what people call it', async () => {
    open();
    await openPalette();
    await look('gmail');
    expect(names()).toEqual(['Google']);
  });

  test('closes before the action opens a dialog itself', async () => {
    open();
    await openPalette();
    await look('rename');
    fireEvent.click(screen.getByRole('menuitem', { name: /Rename/ }));
    await settled();
    expect(screen.getByRole('dialog', { name: 'Rename' })).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: 'All actions' })).toBeNull();
  });
});
