/** The theme. Electron hands light and dark to the window, to menus and to dialogs. */
import type { NativeTheme } from 'electron';

import type { Theme } from '../../ipc/limits.js';

/** High contrast is of the window alone, and light or dark as the system is. */
export function applyTheme(nativeTheme: Pick<NativeTheme, 'themeSource'>, theme: Theme): void {
  nativeTheme.themeSource = theme === 'high_contrast' ? 'system' : theme;
}
