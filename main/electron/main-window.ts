/** The only window of the app. It may be open, hidden or closed, and can always be opened again. */
import { app, type BrowserWindow, type WebContents } from 'electron';

import { appPage } from './app-origin.js';
import { createUserGestures, type UserGestures } from './user-gestures.js';
import { WindowRecovery, type WindowRecoveryOptions } from './window-recovery.js';
import { bringToFront, createWindow, loadPage, type WindowOptions } from './window.js';

export interface MainWindowOptions {
  readonly window: WindowOptions;
  readonly recovery: Omit<WindowRecoveryOptions, 'window' | 'load'>;
}

export interface MainWindow {
  /**
   * Brings it to the front, or creates it, and sees to it that it works. Resolves once it can receive
   * events.
   */
  readonly open: () => Promise<void>;
  /** Null while it is closed or its process has crashed. */
  readonly contents: () => WebContents | null;
  /** True if its page is there and receives events. */
  readonly isLoaded: () => boolean;
  readonly isFocused: () => boolean;
  readonly isVisible: () => boolean;
  /** For work during which the system keeps the page waiting. */
  readonly whileBlocked: WindowRecovery['whileBlocked'];
  /** Closes it without asking its page. */
  readonly destroy: () => void;
  /** Clicks and keys of the user in it. */
  readonly gestures: UserGestures;
}

interface OpenWindow {
  readonly window: BrowserWindow;
  readonly recovery: WindowRecovery;
  loaded: Promise<void>;
}

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let current: OpenWindow | null = null;
  const gestures = createUserGestures({
    now: () => performance.now(),
    usesAssistiveTechnology: () => app.accessibilitySupportEnabled,
  });

  function create(): OpenWindow {
    const window = createWindow(options.window);
    gestures.watch(window.webContents);
    const load = (page: string): void => void (opened.loaded = loadPage(window, page));
    const recovery = new WindowRecovery({ ...options.recovery, window, load });
    const opened: OpenWindow = { window, recovery, loaded: loadPage(window, appPage) };
    window.on('closed', () => (current = null));
    return opened;
  }

  return {
    open() {
      if (current) {
        bringToFront(current.window);
        current.recovery.ensureResponsive();
      } else current = create();
      return current.loaded;
    },
    contents() {
      const contents = current?.window.webContents;
      return contents && !contents.isCrashed() ? contents : null;
    },
    isLoaded() {
      const contents = current?.window.webContents;
      return contents !== undefined && !contents.isCrashed() && !contents.isLoadingMainFrame();
    },
    isFocused: () => current !== null && current.window.isVisible() && current.window.isFocused(),
    isVisible: () => current?.window.isVisible() === true,
    whileBlocked: (work) => (current ? current.recovery.whileBlocked(work) : work),
    destroy: () => current?.window.destroy(),
    gestures,
  };
}
