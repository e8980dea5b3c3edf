import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';

import { type AppAction, appActions, shortcuts } from '../../ipc/app-actions.js';

const byId = new Map<string, { enabled: boolean }>();
vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (template: MenuItemConstructorOptions[]) => {
      byId.clear();
      for (const item of items(template)) {
        if (item.id !== undefined) byId.set(item.id, { enabled: item.enabled !== false });
      }
    },
    getApplicationMenu: () => ({ getMenuItemById: (id: string) => byId.get(id) ?? null }),
  },
}));
const { createApplicationMenu, menuTemplate } = await import('./application-menu.js');

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? items(item.submenu) : []),
  ]);
}
const platforms = ['linux', 'win32', 'darwin'] as const;
const nothing: ReadonlySet<AppAction> = new Set();
const menuOf = (platform: NodeJS.Platform) => items(menuTemplate(platform, nothing, vi.fn()));

test.each(platforms)('on %s nothing in the menu reloads or inspects the page (E21)', (platform) => {
  const roles = menuOf(platform).map(({ role }) => role);
  expect(roles).not.toContain('viewMenu');
  expect(roles).not.toContain('reload');
  expect(roles).not.toContain('forceReload');
  expect(roles).not.toContain('toggleDevTools');
});

test.each(platforms)('on %s every action is in the menu once, with its shortcut', (platform) => {
  const own = menuOf(platform).filter(({ id }) => id !== undefined);
  expect(own.map(({ id }) => id).toSorted()).toEqual([...appActions].toSorted());
  for (const { id, accelerator } of own) {
    expect(accelerator ?? null).toBe(shortcuts[id as AppAction]);
  }
});

test('settings and “About” are in the menu of the app on a Mac, and in “File” and “Help” elsewhere', () => {
  const [first, second] = menuTemplate('darwin', nothing, vi.fn());
  const idsOf = (item?: MenuItemConstructorOptions) => items([item ?? {}]).map(({ id }) => id);
  expect(first?.role).toBe('appMenu');
  expect(idsOf(first)).toEqual(expect.arrayContaining(['settings', 'about']));
  expect(idsOf(second)).not.toContain('settings');
  const elsewhere = menuTemplate('linux', nothing, vi.fn());
  expect(elsewhere[0]?.label).toBe('File');
  expect(idsOf(elsewhere[0])).toContain('settings');
  expect(idsOf(elsewhere.at(-1))).toContain('about');
});

test('nothing can be chosen before the window says so, nor once it is locked; a new language keeps that', () => {
  const choose = vi.fn();
  const menu = createApplicationMenu('linux', choose);
  menu.build();
  const enabled = () => [...byId].filter(([, item]) => item.enabled).map(([id]) => id);
  expect(enabled()).toEqual([]);
  menu.enable(['connect', 'rename']);
  expect(enabled()).toEqual(['connect', 'rename']);
  menu.build();
  expect(enabled()).toEqual(['connect', 'rename']);
  menu.enable([]);
  expect(enabled()).toEqual([]);
});

test('an item of the menu chooses its action', () => {
  const choose = vi.fn();
  const item = items(menuTemplate('linux', new Set(['rename']), choose)).find(
    ({ id }) => id === 'rename',
  );
  (item?.click as () => void)();
  expect(choose).toHaveBeenCalledExactlyOnceWith('rename');
});
