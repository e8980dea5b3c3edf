/** The only file that creates windows. Nothing from outside reaches these settings. */
import { app, BrowserWindow, nativeImage, type Session } from 'electron';

import { productName } from '../../messages/product-name.js';
import windowIcon from './icons/window.png?inline';
import { keepWindowState, boundsOnScreens, readWindowState, zoomFactorOf } from './window-state.js';

export interface WindowOptions {
  readonly session: Session;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** The file that keeps place, size and zoom from start to start. */
  readonly stateFile: string;
  /** Called when the user closes the window: true hides it, because a tray can bring it back. */
  readonly shouldHideOnClose: () => Promise<boolean>;
}

export function createWindow({
  session,
  preload,
  stateFile,
  shouldHideOnClose,
}: WindowOptions): BrowserWindow {
  const { bounds: lastBounds, isMaximized, zoomLevel } = readWindowState(stateFile);
  const { bounds, minimum } = boundsOnScreens(lastBounds);
  const window = new BrowserWindow({
    title: productName,
    ...bounds,
    minWidth: minimum.width,
    minHeight: minimum.height,
    show: false,
    autoHideMenuBar: true,
    // Elsewhere the window has the icon of the program.
    ...(process.platform === 'linux' && { icon: nativeImage.createFromDataURL(windowIcon) }),
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
      disableDialogs: true,
      // `showOpenFilePicker` and its like, and a magnifier over all of the screen.
      disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal,EyeDropperAPI',
      zoomFactor: zoomFactorOf(zoomLevel),
    },
  });
  // Shown once painted, so that no empty frame appears.
  window.once('ready-to-show', () => (isMaximized ? window.maximize() : window.show()));
  window.on('page-title-updated', (event) => event.preventDefault());
  keepWindowState(window, stateFile);
  offerContextMenu(window);
  hideInsteadOfClose(window, shouldHideOnClose);
  return window;
}

/** Its sentences are loaded only then: they are no part of a quick start. */
function offerContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params) => {
    void import('./context-menu.js').then(({ openContextMenu }) => openContextMenu(window, params));
  });
}

/** Only a window that the user closes is hidden; quitting the app closes it for good. */
function hideInsteadOfClose(window: BrowserWindow, shouldHide: () => Promise<boolean>): void {
  let isQuitting = false;
  app.once('before-quit', () => (isQuitting = true));
  window.on('close', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    // An error here must not keep the window from closing.
    const decision = shouldHide().catch(() => false);
    void decision.then((hide) => {
      if (window.isDestroyed()) return;
      if (hide) window.hide();
      // Not `close`, which asks the page: it may not answer.
      else window.destroy();
    });
  });
}

/**
 * Loads one of our own pages. Resolves even when loading was interrupted by a reload or a crash: the
 * app goes on either way.
 */
export async function loadPage(window: BrowserWindow, page: string): Promise<void> {
  const interrupted = new Promise((resolve) =>
    window.webContents.once('render-process-gone', resolve),
  );
  await Promise.race([window.loadURL(page).catch(() => undefined), interrupted]);
}

/** Shows and focuses the window, also when it was hidden or minimized. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
