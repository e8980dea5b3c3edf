/**
 * What the command line asks of Lanyard; Electron's and Chromium's own switches pass by. What comes
 * after `--`, or after a link, is no switch: whoever made the link may have written it (R14).
 */
import { resolve } from 'node:path';

import { linkScheme } from './oauth/link-scheme.js';

export interface CommandLine {
  /** Absolute paths of the files given with `--services FILE` or `--services=FILE`, in order. */
  readonly services: readonly string[];
  /** `--hidden`: started by the system at login, and no window is wanted yet. */
  readonly hidden: boolean;
}

export function parseCommandLine(given: readonly string[], workingDirectory: string): CommandLine {
  const end = given.findIndex((each) => each === '--' || isLink(each));
  const argv = end < 0 ? given : given.slice(0, end);
  const services: string[] = [];
  argv.forEach((argument, index) => {
    const [name, value] = argument.split(/=(.*)/s, 2);
    if (name !== '--services') return;
    const file = value ?? argv[index + 1];
    if (file !== undefined && file !== '' && !file.startsWith('--')) {
      services.push(resolve(workingDirectory, file));
    }
  });
  return { services, hidden: argv.includes('--hidden') };
}

const isLink = (argument: string) => argument.toLowerCase().startsWith(`${linkScheme}:`);
