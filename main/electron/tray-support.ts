/**
 * Finds out whether the desktop shows tray icons. On Linux Electron's Tray reports no error when nothing
 * shows them, and a window hidden to such a tray would be lost.
 */
import { callOnSessionBus } from './session-bus.js';

/** At login Lanyard may start before the panel. */
const maxAttempts = 10;
const pauseMs = 1_000;

/**
 * A missing watcher is reported at once. One on a busy computer answers late, and an app that took that
 * for "no tray" would quit when its window closes, ms.
 */
const answerWithinMs = 10_000;

export type TraySupport = 'tray' | 'no_tray' | 'stays_in_dock';

/** Never cached: panels and their extensions come and go. */
export async function detectTraySupport(platform: NodeJS.Platform): Promise<TraySupport> {
  switch (platform) {
    case 'darwin':
      // Closing a window never ends an app there, so there is nothing to choose.
      return 'stays_in_dock';
    case 'linux':
      return (await isShownOnLinux(process.env)) ? 'tray' : 'no_tray';
    default:
      return 'tray';
  }
}

/** Retries while there is no tray; resolves to the last result after some 10 seconds. */
export async function waitForTraySupport(platform: NodeJS.Platform): Promise<TraySupport> {
  for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
    const support = await detectTraySupport(platform);
    if (support !== 'no_tray') return support;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return detectTraySupport(platform);
}

/**
 * There must be a watcher, and a host registered with it that draws the icons.
 * @see https://specifications.freedesktop.org/status-notifier-item/
 */
async function isShownOnLinux(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const watcher = 'org.kde.StatusNotifierWatcher';
  const answer = await callOnSessionBus(
    {
      ...{ destination: watcher, path: '/StatusNotifierWatcher' },
      ...{ interface: 'org.freedesktop.DBus.Properties', method: 'Get' },
      args: [watcher, 'IsStatusNotifierHostRegistered'],
    },
    environment,
    answerWithinMs,
  );
  // Without a watcher, a message bus or a program that asks it, nothing is known to show it.
  return answer?.includes('true') === true;
}
