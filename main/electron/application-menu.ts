/** The application menu: editing, zoom and quitting; nothing that reloads or inspects the page (E21). */
import { Menu, type MenuItemConstructorOptions } from 'electron';

import { formatMessage } from '../../messages/format.js';

export function setApplicationMenu(): void {
  const template: MenuItemConstructorOptions[] = [
    process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: formatMessage('menu.view'),
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
