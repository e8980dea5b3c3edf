/**
 * What is shipped does not start with switches of Chromium that take down a wall: no sandbox, TLS or
 * names that anyone answers for, another proxy than the system's, a way to look inside, a program in
 * front of ours (R14, ADR 0014). A link could bring them where a system builds command lines badly.
 */
import type { App, Dialog } from 'electron';

import { message } from './messages.js';

const refused: readonly RegExp[] = [
  // The sandbox and what else keeps pages apart
  /^no-sandbox$/,
  /^disable-.*sandbox$/,
  /^allow-sandbox-debugging$/,
  /^(no-zygote|single-process|in-process-gpu)$/,
  /^disable-(web-security|site-isolation-trials)$/,
  // Looking inside: Node's inspector, Chromium's, V8's own switches, and what writes the traffic down
  /^(inspect|debug)(-|$)/,
  /^remote-(debugging|allow-origins)/,
  /^(wait-for-debugger|(gpu|renderer|utility)-startup-dialog)/,
  /^(js-flags|log-net-log|net-log-capture-mode)$/,
  // TLS, and whom the computer's own credentials go to
  /^ignore-certificate-errors/,
  /^(ssl|tls)-/,
  /^allow-insecure-localhost$/,
  /^unsafely-treat-insecure-origin-as-secure$/,
  /^auth-/,
  // Names and proxies
  /^host-(resolver-)?rules$/,
  /^(no-)?proxy-/,
  // Another program in front of ours, or in place of it
  /-(launcher|cmd-prefix)$/,
  /^browser-subprocess-path$/,
];

export interface StartingProcess {
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
}

/**
 * The first refused switch as it was typed, without its value; null: there is none. Read from argv as
 * Chromium reads it: what Electron and we add to its list later does not count.
 */
export function refusedSwitch({ argv, platform, isRoot }: StartingProcess): string | null {
  const prefix = platform === 'win32' ? /^(?:--|-|\/)/ : /^--?/;
  const message = argv.slice(1);
  const end = message.indexOf('--');
  for (const word of end < 0 ? message : message.slice(0, end)) {
    const typed = word.split('=')[0] ?? '';
    if (!prefix.test(typed)) continue;
    const name = typed.replace(prefix, '').toLowerCase();
    // Chromium does not start as root without it, and root needs nobody to smuggle anything in.
    if (name === 'no-sandbox' && isRoot && platform === 'linux') continue;
    if (refused.some((each) => each.test(name))) return typed;
  }
  return null;
}

/**
 * Ends a shipped app that was started with such a switch, and says so; true: it is to end. In
 * development they are tools. Must run before anything else does.
 */
export function refuseSwitches(app: App, dialog: Dialog, process: NodeJS.Process): boolean {
  const { argv, platform } = process;
  const isRoot = process.getuid?.() === 0;
  const name = app.isPackaged ? refusedSwitch({ argv, platform, isRoot }) : null;
  if (name === null) return false;
  // On Linux, and only there, this is written to stderr while the app is not ready.
  dialog.showErrorBox(message('refusedStart.title'), message('refusedStart.body', { name }));
  app.exit(1);
  return true;
}
