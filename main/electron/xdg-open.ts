/**
 * Opens an address by xdg-open and tells whether that worked. Electron's own call succeeds whatever
 * xdg-open does, so where no browser opens, nobody would notice. It also hands the window's focus on
 * under Wayland, which is lost here: a browser that already runs may only ask for attention.
 */
import { spawn } from 'node:child_process';

/**
 * Browsers with a window, for desktops that name no default browser. xdg-open has a list of its own, and
 * browsers for a terminal are in it: they "open" a page without one where nobody sees it.
 */
const browsers =
  'x-www-browser:firefox:chromium:chromium-browser:google-chrome:google-chrome-stable:epiphany:konqueror:falkon:brave-browser:microsoft-edge';

/** Most answers come by then. Where the browser itself is the command, it runs on, ms. */
const answerWithinMs = 2_000;

/** A command that fails later than this was a browser that somebody used, ms. */
const countsWithinMs = 30_000;

/**
 * Resolves to why it did not open, or to null once it has, or has not failed so far. A failure after that
 * is passed to `onLateFailure`. The address must have been checked: it becomes an argument.
 */
export function openByXdg(
  address: string,
  environment: NodeJS.ProcessEnv,
  onLateFailure: (reason: string) => void,
): Promise<string | null> {
  const begun = performance.now();
  return new Promise((resolve) => {
    let isAnswered = false;
    const answer = (reason: string | null) => {
      if (!isAnswered) resolve(reason);
      else if (reason !== null && performance.now() - begun < countsWithinMs) onLateFailure(reason);
      isAnswered = true;
    };
    // The browser outlives this app and keeps no folder in use.
    const child = spawn('xdg-open', [address], {
      cwd: '/',
      detached: true,
      env: { ...environment, BROWSER: environment['BROWSER'] || browsers, MM_NOTTTY: '1' },
      stdio: 'ignore',
    });
    const timer = setTimeout(answer, answerWithinMs, null);
    const ended = (reason: string | null) => {
      clearTimeout(timer);
      answer(reason);
    };
    child.on('error', ({ message }) => ended(message));
    child.on('exit', (code, signal) => {
      ended(code === 0 ? null : `xdg-open ended with ${String(code ?? signal)}`);
    });
    child.unref();
  });
}
