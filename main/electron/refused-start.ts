import type { App, Dialog } from 'electron';

import { formatMessage } from '../../messages/format.js';

/** Shows which switch was refused and ends the app with exit code 1. */
export function refuseStart(app: App, dialog: Dialog, name: string): void {
  // On Linux, and only there, Electron writes this to stderr while the app is not ready.
  dialog.showErrorBox(
    formatMessage('refusedStart.title'),
    formatMessage('refusedStart.body', { name }),
  );
  app.exit(1);
}
