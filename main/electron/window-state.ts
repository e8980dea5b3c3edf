/**
 * Place, size and zoom of the window in a small file of their own: the window opens before the settings
 * are read, and these change too often to rewrite what the user chose.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

import { app, type BrowserWindow, type Rectangle, screen } from 'electron';

import { parseJson } from '../text/json.js';
import { fitToScreens, type FittingBounds } from './window-bounds.js';

export interface SavedWindowState {
  /** Where it is when not maximized; null: no place was stored. */
  readonly bounds: Rectangle | null;
  readonly isMaximized: boolean;
  /** Steps of Electron's zoom: each is a factor of 1.2. */
  readonly zoomLevel: number;
}

const unknown: SavedWindowState = { bounds: null, isMaximized: false, zoomLevel: 0 };
/** Chromium zooms from a quarter to five times. */
const zoomLimits = [-7.6, 8.8] as const;
/** Moving a window changes its place many times a second, ms. */
const pauseMs = 300;

/** Never throws: a file that cannot be read only means that the window opens in the middle. */
export function readWindowState(file: string): SavedWindowState {
  try {
    return windowStateIn(parseJson(readFileSync(file, 'utf8')));
  } catch {
    return unknown;
  }
}

export function windowStateIn(content: unknown): SavedWindowState {
  const { x, y, width, height, isMaximized, zoomLevel } = Object(content) as Record<
    string,
    unknown
  >;
  const zoom = numberIn(zoomLevel) ?? 0;
  const numbers = [x, y, width, height].map(numberIn).filter((each) => each !== null);
  const [left = 0, top = 0, wide = 0, high = 0] = numbers.map(Math.round);
  return {
    bounds:
      numbers.length === 4 && wide > 0 && high > 0
        ? { x: left, y: top, width: wide, height: high }
        : null,
    isMaximized: isMaximized === true,
    zoomLevel: Math.min(Math.max(zoom, zoomLimits[0]), zoomLimits[1]),
  };
}

/** No screen and no zoom is larger than this; larger numbers would overflow in the system. */
function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= 100_000 ? value : null;
}

/** @see https://www.electronjs.org/docs/latest/api/web-contents#contentssetzoomlevellevel */
export const zoomFactorOf = (level: number): number => 1.2 ** level;

/** The place for the window on the screens of now. */
export function boundsOnScreens(bounds: Rectangle | null): FittingBounds {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return fitToScreens(
    bounds,
    [primary, ...others].map(({ workArea }) => workArea),
  );
}

/** Saves the state as the user changes it, and moves the window when its screen goes. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  const { webContents: contents } = window;
  let saved = '';
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const { x, y, width, height } = window.getNormalBounds();
    const isMaximized = window.isMaximized();
    const text = JSON.stringify({
      x,
      y,
      width,
      height,
      isMaximized,
      zoomLevel: contents.zoomLevel,
    });
    if (text === saved) return;
    saved = text;
    write(file, text);
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, pauseMs);
  };
  const fit = () => {
    if (window.isDestroyed()) return;
    const { bounds, minimum } = boundsOnScreens(window.getNormalBounds());
    window.setMinimumSize(minimum.width, minimum.height);
    if (!window.isMaximized() && !window.isFullScreen()) window.setBounds(bounds);
  };
  window.on('move', saveSoon);
  window.on('resize', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('blur', saveSoon);
  window.on('close', save);
  // Quitting ends the window without closing it.
  app.on('before-quit', save);
  // No event tells that the menu has zoomed, but every key that zooms, and a menu takes the focus.
  contents.on('before-input-event', (_event, { control, meta }) => {
    if (control || meta) saveSoon();
  });
  window.on('focus', saveSoon);
  const changes = ['display-removed', 'display-added', 'display-metrics-changed'] as const;
  for (const change of changes) screen.on(change as 'display-removed', fit);
  window.once('closed', () => {
    clearTimeout(timer);
    app.off('before-quit', save);
    for (const change of changes) screen.off(change as 'display-removed', fit);
  });
}

/** Whole after a crash. A disk that is full or read-only keeps the older one. */
function write(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The window opens where it was before.
  }
}
