/**
 * A packaged app does not start with Chromium switches that remove a protection: no sandbox, weaker
 * TLS or name resolution, another proxy than the system's, debugging, a program in front of ours
 * (R14, ADR 14). A link could inject them where the system builds command lines carelessly.
 */
import type { App } from 'electron';

const refused: readonly RegExp[] = [
  // The sandbox and what else keeps pages apart
  /^no-sandbox$/,
  /^disable-.*sandbox$/,
  /^allow-sandbox-debugging$/,
  /^(no-zygote|single-process|in-process-gpu)$/,
  /^disable-(web-security|site-isolation-trials)$/,
  // Debugging: the inspectors of Node and Chromium, V8's own switches, traffic logs
  /^(inspect|debug)(-|$)/,
  /^remote-(debugging|allow-origins)/,
  /^(wait-for-debugger|(gpu|renderer|utility)-startup-dialog)/,
  /^(js-flags|log-net-log|net-log-capture-mode)$/,
  // TLS, and which servers get the computer's own credentials
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
 * The first refused switch as it was typed, without its value; null when there is none. Reads argv as
 * Chromium does, which leaves out the switches that Electron and we append later.
 */
export function refusedSwitch({ argv, platform, isRoot }: StartingProcess): string | null {
  const prefix = platform === 'win32' ? /^(?:--|-|\/)/ : /^--?/;
  const given = argv.slice(1);
  const end = given.indexOf('--');
  for (const argument of end < 0 ? given : given.slice(0, end)) {
    const typed = argument.split('=')[0] ?? '';
    if (!prefix.test(typed)) continue;
    const name = typed.replace(prefix, '').toLowerCase();
    // Chromium does not start as root without it, and there is nothing to gain by injecting it there.
    if (name === 'no-sandbox' && isRoot && platform === 'linux') continue;
    if (refused.some((each) => each.test(name))) return typed;
  }
  return null;
}

/** The switch that keeps a packaged app from starting. In development all of them are tools: null. */
export function findRefusedSwitch(app: App, process: NodeJS.Process): string | null {
  const { argv, platform } = process;
  return app.isPackaged
    ? refusedSwitch({ argv, platform, isRoot: process.getuid?.() === 0 })
    : null;
}
