/** The one window there is at most: opened, brought back, hidden or gone, and never out of reach. */
import type { BrowserWindow, WebContents } from 'electron';

import { bringForward, createWindow, loadWindow, type WindowOptions } from './window.js';

export interface MainWindow {
  /** Brings it before the person, makes it if there is none. Resolves once it can be told something. */
  readonly open: () => Promise<void>;
  readonly contents: () => WebContents | null;
  /** Whether the person has it before them. */
  readonly isLookedAt: () => boolean;
}

export function createMainWindow(needs: WindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let loaded = Promise.resolve();
  return {
    open() {
      if (window) bringForward(window);
      else {
        window = createWindow(needs);
        window.on('closed', () => (window = null));
        loaded = loadWindow(window);
      }
      return loaded;
    },
    contents: () => window?.webContents ?? null,
    isLookedAt: () => window !== null && window.isVisible() && window.isFocused(),
  };
}
