import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { SettingsView } from '../../ipc/settings-view.js';
import { connection, failure } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { attentionRequested, settingsChanged } from '../store/events.js';

const settings: SettingsView = {
  closeToTray: { kind: 'off' },
  startAtLogin: { kind: 'off' },
  notify: { kind: 'on' },
  file: { kind: 'understood' },
  about: { version: '0.1.0', electron: '45.4.1', dataFolder: '~/.config/Lanyard' },
};

function openSettings(differently: Partial<SettingsView> = {}): HTMLElement {
  settingsChanged({ ...settings, ...differently });
  openWindow({ connections: [connection()] });
  press('Settings');
  return screen.getByRole('dialog', { name: 'Settings' });
}

const switchNamed = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name });

describe('settings', () => {
  test.each([
    [{ closeToTray: { kind: 'not_possible', why: 'no_tray' } }, 'has no system tray'],
    [{ closeToTray: { kind: 'not_possible', why: 'stays_in_dock' } }, 'stays in the Dock'],
    [
      { startAtLogin: { kind: 'not_possible', why: 'not_known_here' } },
      'Not supported on this system',
    ],
    [{ notify: { kind: 'not_possible', why: 'not_offered' } }, 'has no notifications'],
  ] satisfies [Partial<SettingsView>, string][])(
    'say why a choice is not available here: %o',
    (differently, why) => {
      const dialog = openSettings(differently);
      expect(dialog.textContent).toContain(why);
      const off = within(dialog)
        .getAllByRole<HTMLInputElement>('switch')
        .filter(({ disabled }) => disabled);
      expect(off).toHaveLength(1);
    },
  );

  test.each([
    [{ kind: 'partly_understood' }, 'does not know'],
    [{ kind: 'set_aside', name: 'settings.json.set-aside' }, 'is kept as settings.json.set-aside'],
    [{ kind: 'not_readable' }, 'cannot be read'],
  ] satisfies [SettingsView['file'], string][])(
    'say what was not read of the settings file: %o (D13)',
    (file, sentence) => {
      const dialog = openSettings({ file });
      expect(within(dialog).getByRole('note').textContent).toContain(sentence);
    },
  );

  test('show the actual setting and the failure when main could not change it', async () => {
    openSettings();
    main.changeSettings.mockResolvedValueOnce({
      ok: false,
      failure: failure('start_at_login_refused'),
    });
    fireEvent.click(switchNamed('Start when I log in'));
    await settled();
    expect(switchNamed('Start when I log in').checked).toBe(false);
    expect(screen.getByRole('alert').textContent).toContain('refused the change');
  });

  test('send one change at a time and show main’s result', async () => {
    openSettings();
    fireEvent.click(switchNamed('Keep running when the window is closed'));
    expect(switchNamed('Keep running when the window is closed').checked).toBe(true);
    expect(main.changeSettings).toHaveBeenCalledExactlyOnceWith({ closeToTray: true });
    act(() => settingsChanged({ ...settings, closeToTray: { kind: 'on' } }));
    await settled();
    expect(switchNamed('Keep running when the window is closed').checked).toBe(true);
  });

  test('check availability when they open and on focus, until they close', async () => {
    openSettings();
    expect(main.checkSettings).toHaveBeenCalledOnce();
    fireEvent.focus(window);
    expect(main.checkSettings).toHaveBeenCalledTimes(2);
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    await settled();
    fireEvent.focus(window);
    expect(main.checkSettings).toHaveBeenCalledTimes(2);
  });

  test('keep the focus in the dialog when the focused switch becomes disabled, so that Escape still closes it', async () => {
    const dialog = openSettings();
    await settled();
    const keepRunning = switchNamed('Keep running when the window is closed');
    keepRunning.focus();
    // A browser does this when it disables the focused element.
    act(() => keepRunning.blur());
    act(() =>
      settingsChanged({ ...settings, closeToTray: { kind: 'not_possible', why: 'no_tray' } }),
    );
    expect(document.activeElement).toBe(dialog);
    fireEvent.keyDown(dialog, { key: 'Escape' });
    await settled();
    expect(screen.queryByRole('dialog', { name: 'Settings' })).toBeNull();
  });

  test('say how sign-ins are protected, and which version this is', () => {
    const dialog = openSettings();
    expect(within(dialog).getByRole('heading', { name: 'Protection' })).toBeTruthy();
    expect(dialog.textContent).toContain('0.1.0');
    expect(dialog.textContent).toContain('~/.config/Lanyard');
  });

  test.each([
    ['no connection', { connections: [] }],
    ['a closed vault', { vault: { kind: 'passphrase_required' }, connections: [] }],
  ] as const)('can be opened with %s', (_what, told) => {
    settingsChanged(settings);
    openWindow(told);
    press('Settings');
    expect(screen.getByRole('dialog', { name: 'Settings' })).toBeTruthy();
  });
});

describe('a click outside the window', () => {
  test('on a notification opens its connection', () => {
    openWindow({ connections: [connection()] });
    act(() => attentionRequested({ connectionId: 'ada' }));
    expect(screen.getByRole('region', { name: 'Ada Lovelace' })).toBeTruthy();
  });

  test('on one about several connections shows those that need attention', () => {
    const cause = failure('grant_refused');
    openWindow({
      connections: [
        connection(),
        connection({ id: 'b', label: 'Bob', state: { kind: 'needs_sign_in', cause } }),
      ],
    });
    act(() => attentionRequested({ connectionId: null }));
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });
});
