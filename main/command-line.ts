/**
 * Parses Lanyard's own switches and ignores those of Electron and Chromium. Nothing after `--` or after a
 * link is a switch, because the author of the link may have written it (R14).
 */
import { resolve } from 'node:path';

import { isLink } from './oauth/link-scheme.js';

export interface CommandLine {
  /** Absolute paths from `--services FILE` or `--services=FILE`, in order. */
  readonly services: readonly string[];
  /** `--hidden`: the system started the app at login, without a window. */
  readonly hidden: boolean;
}

export function parseCommandLine(argv: readonly string[], workingDirectory: string): CommandLine {
  const end = argv.findIndex((argument) => argument === '--' || isLink(argument));
  const switches = end < 0 ? argv : argv.slice(0, end);
  const services: string[] = [];
  switches.forEach((argument, index) => {
    const [name, value] = argument.split(/=(.*)/s, 2);
    if (name !== '--services') return;
    const file = value ?? switches[index + 1];
    if (file !== undefined && file !== '' && !file.startsWith('--')) {
      services.push(resolve(workingDirectory, file));
    }
  });
  return { services, hidden: switches.includes('--hidden') };
}
