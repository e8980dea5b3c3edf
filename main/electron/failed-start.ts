import { mkdtempSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';

import type { App, Dialog } from 'electron';

import { formatMessage } from '../../messages/format.js';
import type { StartCheck } from './start-problem.js';
import { changeToSystemLanguage } from './system-language.js';

/** A longer path would make the dialog larger than the screen. */
const longestPlace = 160;

/**
 * Names the place that keeps the app from starting, on stderr and in a dialog, and ends with code 1.
 * Where there may be no display it must be called before the app is ready, which it never is then.
 */
export async function failStart(
  app: App,
  dialog: Dialog,
  {
    problem: { place, reason },
    ...has
  }: Omit<Extract<StartCheck, { readonly kind: 'problem' }>, 'kind'>,
): Promise<void> {
  await changeToSystemLanguage(app);
  const title = formatMessage('refusedStart.title');
  const body = formatMessage(`failedStart.${reason}`, { place: shortened(place) });
  process.stderr.write(`${title}\n${body}\n`);
  if (!has.hasDisplay) {
    app.exit(1);
    return;
  }
  const folder = has.hasDataFolder ? null : lendDataFolder(app);
  await app.whenReady();
  dialog.showMessageBoxSync({
    type: 'error',
    title,
    message: title,
    detail: body,
    buttons: [formatMessage('failedStart.close')],
    noLink: true,
  });
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  app.exit(1);
}

function shortened(place: string): string {
  const half = longestPlace / 2;
  return place.length > longestPlace ? `${place.slice(0, half)}…${place.slice(-half)}` : place;
}

/** Chromium aborts without a data folder, before any dialog. Null: there is no place for one of its own. */
function lendDataFolder(app: App): string | null {
  try {
    const folder = mkdtempSync(join(app.getPath('temp'), 'lanyard-'));
    app.setPath('userData', folder);
    return folder;
  } catch {
    app.setPath('userData', parse(app.getPath('exe')).root);
    return null;
  }
}
