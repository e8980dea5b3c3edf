/** The application menu: editing, zoom and quitting; nothing that reloads or inspects (E21). */
import { Menu, type MenuItemConstructorOptions } from 'electron';

import { message } from './messages.js';

/** Before the app is ready: Electron need not make its own menu first. */
export function leaveOutDefaultMenu(): void {
  Menu.setApplicationMenu(null);
}

export function setMenu(): void {
  const template: MenuItemConstructorOptions[] = [
    process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: message('menu.view'),
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
