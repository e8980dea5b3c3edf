import type { App, Dialog } from 'electron';

import { formatMessage } from '../../messages/format.js';
import { changeToSystemLanguage } from './system-language.js';

/** Shows which switch was refused and ends the app with exit code 1. */
export async function refuseStart(app: App, dialog: Dialog, name: string): Promise<void> {
  await changeToSystemLanguage(app);
  // On Linux, and only there, Electron writes this to stderr while the app is not ready.
  dialog.showErrorBox(
    formatMessage('refusedStart.title'),
    formatMessage('refusedStart.body', { name }),
  );
  app.exit(1);
}
