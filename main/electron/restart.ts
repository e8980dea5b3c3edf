import type { RelaunchOptions } from 'electron';

import { isLink } from '../oauth/link-scheme.js';
import { ownProgram } from './own-program.js';

/**
 * For `app.relaunch()`.
 * @param argv of this process, the program first
 * @param hidden without a window, as at a login
 */
export function restartOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  hidden = false,
): RelaunchOptions {
  const execPath = ownProgram(environment);
  const kept = argv.slice(1).filter((argument) => argument !== '--hidden' && !isLink(argument));
  return {
    // The user asked for the restart in the window, so it must come back. A link was handled at the first
    // start, and its code would be on the command line for as long as the app runs (N10).
    args: hidden ? [...kept, '--hidden'] : kept,
    ...(execPath !== process.execPath && { execPath }),
  };
}
