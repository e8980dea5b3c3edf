/** The system's dialogs for files, in front of the window. */
import { BrowserWindow, dialog } from 'electron';

import type { FileDialogs } from './client-files.js';
import type { MainWindow } from './main-window.js';

export function createFileDialogs({
  contents,
  whileBlocked,
}: Pick<MainWindow, 'contents' | 'whileBlocked'>): FileDialogs {
  const parent = () => {
    const shown = contents();
    return shown && BrowserWindow.fromWebContents(shown);
  };
  return {
    showSave(options) {
      const window = parent();
      return whileBlocked(
        window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options),
      );
    },
    showOpen(options) {
      const window = parent();
      return whileBlocked(
        window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options),
      );
    },
  };
}
