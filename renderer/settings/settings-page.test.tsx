import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { SettingsView } from '../../ipc/settings-view.js';
import { connection, failure, service } from '../../testing/renderer/samples.js';
import { openWindow, press, settled } from '../../testing/renderer/window.js';
import { attentionRequested, settingsChanged } from '../store/events.js';

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

function openSettings(differently: Partial<SettingsView> = {}): HTMLElement {
  settingsChanged({ ...settings, ...differently });
  openWindow({ connections: [connection()] });
  press('Settings');
  return screen.getByRole('region', { name: 'Settings' });
}

const switchNamed = (name: string) => screen.getByRole<HTMLInputElement>('switch', { name });

describe('settings', () => {
  test('the language is one of those that Lanyard has, each by its own name', async () => {
    openSettings({ language: 'fr' });
    const field = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' });
    expect(field.value).toBe('fr');
    expect([...field.options].map(({ text, lang }) => `${text} ${lang}`)).toEqual([
      'Same as this computer ',
      ...['English en', 'Deutsch de', 'Français fr', 'Español es', '日本語 ja', 'العربية ar'],
    ]);
    fireEvent.change(field, { target: { value: 'ja' } });
    await settled();
    expect(main.changeSettings).toHaveBeenCalledExactlyOnceWith({ language: 'ja' });
  });

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
      const page = openSettings(differently);
      expect(page.textContent).toContain(why);
      const off = within(page)
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
      const page = openSettings({ file });
      expect(within(page).getByRole('note').textContent).toContain(sentence);
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
    fireEvent.keyDown(screen.getByRole('heading', { name: 'Settings' }), { key: 'Escape' });
    await settled();
    fireEvent.focus(window);
    expect(main.checkSettings).toHaveBeenCalledTimes(2);
  });

  test('have a page with these headings, and lead to each of them', () => {
    const page = openSettings();
    const names = ['General', 'Appearance', 'Protection', 'Services', 'Programs', 'About'];
    const headings = within(page).getAllByRole('heading', { level: 3 });
    expect(headings.map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(names));
    for (const name of names) {
      press(name);
      expect(document.activeElement).toBe(within(page).getByRole('heading', { name }));
    }
  });

  test('take the focus, and give it back to the button when Escape or “Back” closes them', async () => {
    settingsChanged(settings);
    openWindow({ connections: [connection()] });
    const button = screen.getByRole('button', { name: 'Settings' });
    for (const leave of [
      () => fireEvent.keyDown(screen.getByRole('heading', { name: 'Settings' }), { key: 'Escape' }),
      () => press('Back'),
    ]) {
      button.focus();
      press('Settings');
      expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Settings' }));
      leave();
      await settled();
      expect(screen.queryByRole('region', { name: 'Settings' })).toBeNull();
      expect(document.activeElement).toBe(button);
    }
  });

  test('Escape closes a dialog on them before it closes them', async () => {
    const page = openSettings();
    press('Make a recovery sheet');
    await settled();
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    await settled();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(page.isConnected).toBe(true);
  });

  test('show the theme that main reports, and the failure when it could not be changed', async () => {
    openSettings();
    const theme = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
    main.changeSettings.mockResolvedValueOnce({
      ok: false,
      failure: failure('settings_not_saved'),
    });
    fireEvent.click(theme('Dark'));
    expect(theme('Dark').checked).toBe(true);
    expect(main.changeSettings).toHaveBeenCalledExactlyOnceWith({ theme: 'dark' });
    await settled();
    expect(theme('System').checked).toBe(true);
    expect(screen.getByRole('alert').textContent).toContain('settings.json');
  });

  test('mark the window for more contrast only with the theme “High contrast”', () => {
    openSettings();
    const { dataset } = document.documentElement;
    expect(dataset['contrast']).toBe('standard');
    act(() => settingsChanged({ ...settings, theme: 'high_contrast' }));
    expect(dataset['contrast']).toBe('more');
    act(() => settingsChanged({ ...settings, theme: 'dark' }));
    expect(dataset['contrast']).toBe('standard');
  });

  test('list the services that the user or a file added or set up, and what can be done with each', async () => {
    settingsChanged(settings);
    openWindow({
      connections: [connection()],
      services: [
        service('practice', 'Practice service', 'file'),
        service('own', 'Own server', 'user'),
        service('github', 'GitHub', 'shipped'),
        service('notion', 'Notion', 'shipped', {
          setUp: {
            kind: 'needs_client',
            secret: 'required',
            hasDocs: true,
            hasForm: false,
            hasDeviceCode: false,
            variables: [],
          },
        }),
      ],
    });
    press('Settings');
    const services = within(screen.getByRole('region', { name: 'Services' }));
    expect(services.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Practice service'),
      expect.stringContaining('Own server'),
      expect.stringContaining('GitHub'),
    ]);
    fireEvent.click(services.getByRole('button', { name: 'Remove from list' }));
    expect(main.removeService).toHaveBeenCalledExactlyOnceWith({ serviceId: 'own' });
    await settled();
    fireEvent.click(services.getByRole('button', { name: 'Change the client ID' }));
    expect(screen.getByRole('dialog', { name: 'Connect an account' })).toBeTruthy();
    await settled();
  });

  test.each([
    ['Website', 'website'],
    ['Documentation', 'documentation'],
    ['Report a problem', 'report'],
  ] as const)('“%s” opens that page of the project', async (name, page) => {
    openSettings();
    press(name);
    expect(main.openProjectPage).toHaveBeenCalledExactlyOnceWith({ page });
    await settled();
  });

  test('lock now, and choose when Lanyard locks by itself', async () => {
    openSettings();
    press('Lock now');
    await settled();
    expect(main.lock).toHaveBeenCalledOnce();
    fireEvent.change(screen.getByRole('combobox', { name: /not used/ }), {
      target: { value: '15_minutes' },
    });
    expect(main.changeSettings).toHaveBeenLastCalledWith({ lockAfter: '15_minutes' });
    await settled();
    fireEvent.click(switchNamed('Lock together with this computer'));
    expect(main.changeSettings).toHaveBeenLastCalledWith({ lockWithSystem: true });
    await settled();
  });

  test('offer no lock while there is nothing to lock', () => {
    settingsChanged(settings);
    openWindow({ vault: { kind: 'unreadable', cause: 'damaged', detail: '' } });
    press('Settings');
    expect(screen.queryByRole('button', { name: 'Lock now' })).toBeNull();
  });

  test('say how sign-ins are protected, and which version this is', () => {
    const page = openSettings();
    expect(within(page).getByRole('heading', { name: 'Protection' })).toBeTruthy();
    expect(page.textContent).toContain('0.1.0');
    expect(page.textContent).toContain('~/.config/Lanyard');
  });

  test.each([
    ['no connection', { connections: [] }],
    [
      'a closed vault',
      { vault: { kind: 'unreadable', cause: 'damaged', detail: '' }, connections: [] },
    ],
  ] as const)('can be opened with %s', (_what, told) => {
    settingsChanged(settings);
    openWindow(told);
    press('Settings');
    expect(screen.getByRole('region', { name: 'Settings' })).toBeTruthy();
  });
});

describe('a click outside the window', () => {
  test('on a notification opens its connection', () => {
    openWindow({ connections: [connection()] });
    act(() => attentionRequested({ connectionId: 'ada' }));
    expect(screen.getByRole('region', { name: 'Ada Lovelace' })).toBeTruthy();
  });

  test('closes the settings, which would cover it', () => {
    openSettings();
    act(() => attentionRequested({ connectionId: 'ada' }));
    expect(screen.queryByRole('region', { name: 'Settings' })).toBeNull();
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
