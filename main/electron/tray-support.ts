/**
 * Whether somebody shows what is put into the tray. On Linux Electron's Tray says nothing when
 * there is no place for it, and a window closed to nowhere would be lost.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** At login Lanyard may be there before the panel is: asked this often, this far apart, ms. */
const TRIES = 10;
const PAUSE_MS = 1_000;

export type TraySupport = 'tray' | 'no_tray' | 'stays_in_dock';

/** Asks the desktop each time: panels and their extensions come and go. */
export async function detectTraySupport(platform: NodeJS.Platform): Promise<TraySupport> {
  switch (platform) {
    case 'darwin':
      // Where closing a window never ends an app, there is nothing to choose.
      return 'stays_in_dock';
    case 'linux':
      return (await isShownOnLinux()) ? 'tray' : 'no_tray';
    default:
      return 'tray';
  }
}

/** The same, with patience: resolves when there is a place, or when it is clear that none comes. */
export async function waitForTraySupport(platform: NodeJS.Platform): Promise<TraySupport> {
  for (let tries = 1; tries < TRIES; tries += 1) {
    const place = await detectTraySupport(platform);
    if (place !== 'no_tray') return place;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return detectTraySupport(platform);
}

/** StatusNotifierItem specification: a watcher, and with it a host that draws what it is told of. */
async function isShownOnLinux(): Promise<boolean> {
  try {
    const watcher = 'org.kde.StatusNotifierWatcher';
    const { stdout } = await run(
      'gdbus',
      [
        ...['call', '--session', '--timeout', '2', '--dest', watcher],
        ...['--object-path', '/StatusNotifierWatcher'],
        ...['--method', 'org.freedesktop.DBus.Properties.Get'],
        ...[watcher, 'IsStatusNotifierHostRegistered'],
      ],
      { timeout: 3_000 },
    );
    return stdout.includes('true');
  } catch {
    // No watcher, no message bus, no gdbus (part of GLib): then nothing is known to show it.
    return false;
  }
}
