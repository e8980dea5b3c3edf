/** The application menu: nothing in it reloads or inspects the page (E21). */
import { Menu, type MenuItemConstructorOptions } from 'electron';

import { type AppAction, shortcuts } from '../../ipc/app-actions.js';
import { formatMessage } from '../../messages/format.js';

export interface ApplicationMenu {
  /** In the language of now. */
  build(): void;
  /** Other actions of the app are disabled; those of the system are not. */
  enable(actions: readonly AppAction[]): void;
}

export function createApplicationMenu(
  platform: NodeJS.Platform,
  choose: (action: AppAction) => void,
): ApplicationMenu {
  let enabled: ReadonlySet<AppAction> = new Set();
  return {
    build: () =>
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, enabled, choose))),
    enable(actions) {
      enabled = new Set(actions);
      const menu = Menu.getApplicationMenu();
      for (const action of Object.keys(shortcuts) as AppAction[]) {
        const item = menu?.getMenuItemById(action);
        if (item) item.enabled = enabled.has(action);
      }
    },
  };
}

/** Each system has its own places for settings, “About” and quitting. */
export function menuTemplate(
  platform: NodeJS.Platform,
  enabled: ReadonlySet<AppAction>,
  choose: (action: AppAction) => void,
): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const item = (action: AppAction): MenuItemConstructorOptions => {
    const accelerator = shortcuts[action];
    return {
      id: action,
      label: formatMessage(`action.${action}`),
      ...(accelerator !== null && { accelerator }),
      enabled: enabled.has(action),
      click: () => choose(action),
    };
  };
  const isMac = platform === 'darwin';
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      item('about'),
      separator,
      item('settings'),
      item('lock'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: formatMessage('menu.file'),
      submenu: isMac
        ? [item('connect'), separator, { role: 'close' }]
        : [item('connect'), separator, item('settings'), item('lock'), separator, { role: 'quit' }],
    },
    { role: 'editMenu' },
    {
      label: formatMessage('menu.view'),
      submenu: [
        item('command_palette'),
        item('search'),
        item('history'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: formatMessage('menu.connection'),
      submenu: [
        item('refresh'),
        item('refresh_all'),
        separator,
        item('rename'),
        item('sign_in_again'),
        separator,
        item('disconnect'),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        item('shortcuts'),
        item('documentation'),
        item('report'),
        ...(isMac ? [] : [separator, item('about')]),
      ],
    },
  ];
}
