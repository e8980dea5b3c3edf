import { expect, test, vi } from 'vitest';

import type { TraySummary } from '../connections/views/tray-summary.js';

// These tests are about texts; nothing is shown.
/** The icons in the panel. */
const icons = vi.hoisted(() => new Set<object>());
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: () => ({}) },
  nativeImage: {
    createEmpty: () => ({ addRepresentation: () => undefined, setTemplateImage: () => undefined }),
  },
  Notification: {},
  Tray: class {
    readonly tooltips: string[] = [];
    constructor() {
      icons.add(this);
    }
    on(): void {}
    setImage(): void {}
    setContextMenu(): void {}
    setToolTip(text: string): void {
      this.tooltips.push(text);
    }
    destroy(): void {
      icons.delete(this);
    }
  },
}));
const { noticeText } = await import('./notifications.js');
const { createTray, trayMenu, trayTooltip } = await import('./tray.js');

const well: TraySummary = { status: 'active', count: 3, needAttention: 0, named: [] };
const actions = {
  ...{ open: vi.fn(), show: vi.fn(), quit: vi.fn() },
  ...{ connect: vi.fn(), refreshAll: vi.fn(), lock: vi.fn() },
};

test('the tray’s icon is made once a panel shows icons, and again after there was none', () => {
  icons.clear();
  const tray = createTray('linux', actions);
  tray.show({ ...well, count: 1 });
  expect(icons.size).toBe(0);
  tray.show(well);
  tray.setShown(true);
  tray.setShown(true);
  const tooltips = () => [...icons].map((icon) => (icon as { tooltips: string[] }).tooltips);
  expect(tooltips()).toEqual([['Lanyard · 3 connections']]);
  tray.setShown(false);
  expect(icons.size).toBe(0);
  tray.show({ ...well, count: 2 });
  tray.setShown(true);
  expect(tooltips()).toEqual([['Lanyard · 2 connections']]);
});

test.each([
  [{ ...well, count: 0 }, 'Lanyard · no connections yet'],
  [{ ...well, count: 1 }, 'Lanyard · 1 connection'],
  [well, 'Lanyard · 3 connections'],
  [{ ...well, needAttention: 1 }, 'Lanyard · 3 connections, 1 needs attention'],
  [{ ...well, needAttention: 2 }, 'Lanyard · 3 connections, 2 need attention'],
  [{ ...well, status: 'locked', needAttention: 2 } as const, 'Lanyard · locked'],
])('the tray’s tooltip for %o', (summary, tooltip) => {
  expect(trayTooltip(summary)).toBe(tooltip);
});

test('the tray’s menu lists and opens the connections that need attention', () => {
  const named = [{ connectionId: 'a', label: 'R&D' }];
  const menu = trayMenu({ status: 'attention', count: 9, needAttention: 7, named }, actions);
  expect(menu.map(({ label, type }) => label ?? type)).toEqual([
    'Open Lanyard',
    'separator',
    'Needs attention',
    'R&&D',
    '6 more…',
    'separator',
    'Connect…',
    'Refresh all',
    'Lock',
    'separator',
    'Quit Lanyard',
  ]);
  (menu[3]?.click as () => void)();
  expect(actions.show).toHaveBeenCalledExactlyOnceWith('a');
});

test('a name in the tray’s menu sets no access key and no shortcut, and the tooltip has no names (D6)', () => {
  const named = [{ connectionId: 'a', label: 'R&D _co_\tCtrl+Q\n<b>x</b>' }];
  const summary = { ...well, status: 'attention', needAttention: 1, named } as const;
  const labels = trayMenu(summary, actions).map(({ label }) => label);
  expect(labels).toContain('R&&D _co_ Ctrl+Q <b>x</b>');
  expect(trayTooltip(summary)).toBe('Lanyard · 3 connections, 1 needs attention');
});

test('a locked tray lists no connections', () => {
  const named = [{ connectionId: 'a', label: 'Ada' }];
  const menu = trayMenu({ status: 'locked', count: 9, needAttention: 1, named }, actions);
  expect(menu.map(({ label }) => label)).not.toContain('Ada');
  expect(menu.map(({ label, type }) => label ?? type)).toEqual([
    'Open Lanyard',
    'separator',
    'Quit Lanyard',
  ]);
});

test('the tray’s menu connects, refreshes all and locks; there is nothing to refresh without a connection', () => {
  const itemOf = (summary: TraySummary, name: string) =>
    trayMenu(summary, actions).find(({ label }) => label === name);
  expect(itemOf({ ...well, count: 0 }, 'Refresh all')?.enabled).toBe(false);
  for (const [name, action] of [
    ['Connect…', actions.connect],
    ['Refresh all', actions.refreshAll],
    ['Lock', actions.lock],
  ] as const) {
    (itemOf(well, name)?.click as () => void)();
    expect(action).toHaveBeenCalledOnce();
  }
});

test('a notification names the service and the label, or the number of connections', () => {
  const notice = { kind: 'one', connectionId: 'a', serviceName: 'GitHub' } as const;
  expect(noticeText({ ...notice, label: 'Work', reason: 'needs_sign_in' })).toEqual({
    title: 'GitHub needs you to sign in',
    body: 'Sign in again to keep Work working.',
  });
  expect(noticeText({ ...notice, label: null, reason: 'ends_soon' }).body).toContain('GitHub');
  expect(noticeText({ kind: 'several', count: 5 }).title).toBe('5 connections need attention');
});
