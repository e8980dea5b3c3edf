/** Prints the window's `@media print` view through the system's dialog. */
import type { WebContents } from 'electron';

import type { Failure } from '../../ipc/failure.js';
import { failureOf } from '../connections/failures.js';
import type { Printer } from '../ports/printer.js';

type Printing = Pick<WebContents, 'print' | 'getPrintersAsync'>;

export function createPrinter(contents: () => Printing | null): Printer {
  return {
    async print() {
      const window = contents();
      if (!window) return failureOf('printing_failed', 'there is no window');
      // Checked first: without a printer, the reason differs from system to system.
      if ((await window.getPrintersAsync()).length === 0) return failureOf('printer_missing');
      return new Promise((resolve) => {
        window.print({ printBackground: false }, (success, reason) =>
          resolve(success ? null : failureFor(reason)),
        );
      });
    },
  };
}

/** @param reason Chromium's text; null for a user who cancelled the dialog */
function failureFor(reason: string): Failure | null {
  return /cancel/i.test(reason) ? null : failureOf('printing_failed', reason);
}
