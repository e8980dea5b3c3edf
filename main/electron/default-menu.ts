import { Menu } from 'electron';

/** Must run before the app is ready: Electron then does not build a menu that would be replaced. */
export function removeDefaultMenu(): void {
  Menu.setApplicationMenu(null);
}
