import type { App, Dialog } from 'electron';

import { formatMessage } from '../../messages/format.js';
import type { StartObstacle } from './start-obstacle.js';

/** Names the place that keeps the app from starting, on stderr and in a dialog, and ends with code 1. */
export async function failStart(
  app: App,
  dialog: Dialog,
  { place, reason }: StartObstacle,
): Promise<void> {
  const title = formatMessage('refusedStart.title');
  const body = formatMessage(`failedStart.${reason}`, { place });
  // Electron shows no dialog before it is ready, which it never is without a display.
  process.stderr.write(`${title}\n${body}\n`);
  await app.whenReady();
  dialog.showMessageBoxSync({
    type: 'error',
    title,
    message: title,
    detail: body,
    buttons: [formatMessage('failedStart.close')],
    noLink: true,
  });
  app.exit(1);
}
