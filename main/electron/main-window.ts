/** The only window of the app. It may be open, hidden or closed, and can always be opened again. */
import type { BrowserWindow, WebContents } from 'electron';

import { bringToFront, createWindow, loadWindow, type WindowOptions } from './window.js';

export interface MainWindow {
  /** Brings it to the front, or creates it. Resolves once it can receive events. */
  readonly open: () => Promise<void>;
  readonly contents: () => WebContents | null;
  readonly isFocused: () => boolean;
}

export function createMainWindow(options: WindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let loaded = Promise.resolve();
  return {
    open() {
      if (window) bringToFront(window);
      else {
        window = createWindow(options);
        window.on('closed', () => (window = null));
        loaded = loadWindow(window);
      }
      return loaded;
    },
    contents: () => window?.webContents ?? null,
    isFocused: () => window !== null && window.isVisible() && window.isFocused(),
  };
}
