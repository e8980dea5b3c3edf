/** Prints what the window shows for paper (its own `@media print`), by the system's dialog. */
import type { WebContents } from 'electron';

import type { Failure } from '../../ipc/failure.js';
import { failureOf } from '../connections/failures.js';
import type { Printer } from '../connections/ports.js';

export function createPrinter(contents: () => Pick<WebContents, 'print'> | null): Printer {
  return {
    print: () =>
      new Promise((resolve) => {
        const window = contents();
        if (!window) return resolve(failureOf('printing_failed', 'there is no window'));
        window.print({ printBackground: false }, (success, reason) =>
          resolve(success ? null : failureFor(reason)),
        );
      }),
  };
}

/** Chromium's and Electron's words for why nothing was printed. */
function failureFor(reason: string): Failure | null {
  if (/cancel/i.test(reason)) return null;
  return failureOf(/no .*printers?/i.test(reason) ? 'printer_missing' : 'printing_failed', reason);
}
