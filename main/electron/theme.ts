/** The theme. Electron hands light and dark to the window, to menus and to dialogs. */
import { readFileSync, statSync } from 'node:fs';

import type { NativeTheme } from 'electron';

import { type Theme, themes } from '../../ipc/limits.js';
import { parseJsonObject } from '../text/json.js';

/** Larger than any settings. */
const maxBytes = 1_000_000;

/** High contrast is of the window alone, and light or dark as the system is. */
export function applyTheme(nativeTheme: Pick<NativeTheme, 'themeSource'>, theme: Theme): void {
  nativeTheme.themeSource = theme === 'high_contrast' ? 'system' : theme;
}

/**
 * The theme in the settings file, read before the window is created: it is never painted in another
 * one. Never throws; the settings themselves say what is wrong with the file.
 */
export function readTheme(settingsFile: string): Theme {
  try {
    const found = statSync(settingsFile);
    // Reading a device or a pipe may never end.
    if (!found.isFile() || found.size > maxBytes) return 'system';
    const text = readFileSync(settingsFile, 'utf8').replace(/^\uFEFF/, '');
    const { theme } = parseJsonObject(text) ?? {};
    return themes.find((each) => each === theme) ?? 'system';
  } catch {
    return 'system';
  }
}
