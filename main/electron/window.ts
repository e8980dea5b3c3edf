/** The one place that makes windows: every wall stands, nothing from outside reaches these settings. */
import { app, BrowserWindow, type Session } from 'electron';

import { appPage } from './app-origin.js';

export interface WindowOptions {
  readonly session: Session;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /**
   * Asked when the person closes the window: whether it only hides, because there is a tray to
   * bring it back from.
   */
  readonly hidesOnClose: () => Promise<boolean>;
}

export function createWindow({ session, preload, hidesOnClose }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Lanyard',
    width: 1080,
    height: 720,
    minWidth: 400,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      enableWebSQL: false,
    },
  });
  // Shown when painted, so that nobody sees an empty frame.
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  hideOnClose(window, hidesOnClose);
  return window;
}

/** Ending the app closes the window for good: only a person who closes it may find it hidden. */
function hideOnClose(window: BrowserWindow, hides: () => Promise<boolean>): void {
  let ends = false;
  app.once('before-quit', () => (ends = true));
  window.on('close', (event) => {
    if (ends) return;
    event.preventDefault();
    // Whatever goes wrong while asking, a window can be closed.
    const asked = hides().catch(() => false);
    void asked.then((hidden) => {
      if (window.isDestroyed()) return;
      if (hidden) window.hide();
      else {
        ends = true;
        window.close();
      }
    });
  });
}

/** Resolves also when the page was reloaded meanwhile: the app goes on either way. */
export async function loadWindow(window: BrowserWindow): Promise<void> {
  await window.loadURL(appPage).catch(() => undefined);
}

/** Brings the window before the person, wherever it was. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
