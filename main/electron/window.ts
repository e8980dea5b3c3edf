/** The one place that makes windows: every wall stands, nothing from outside reaches these settings. */
import { BrowserWindow, type Session } from 'electron';

import { appPage } from './app-protocol.js';

export interface WindowNeeds {
  readonly session: Session;
  /** Absolute path of the built preload script. */
  readonly preload: string;
}

export function createWindow({ session, preload }: WindowNeeds): BrowserWindow {
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
  return window;
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
