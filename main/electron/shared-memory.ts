import { accessSync, constants, statfsSync } from 'node:fs';

import type { App } from 'electron';

/** Room for a window, with some to spare. */
const neededBytes = 32 * 1024 * 1024;

/**
 * Chromium aborts where it cannot share memory among its processes. On Linux that takes a folder of the
 * system, which may be full, read-only or missing; the temporary folder takes its place (D2).
 */
export function avoidUnusableSharedMemory(
  app: Pick<App, 'commandLine'>,
  platform: NodeJS.Platform,
  folder = '/dev/shm',
): void {
  if (platform === 'linux' && !isUsable(folder)) {
    app.commandLine.appendSwitch('disable-dev-shm-usage');
  }
}

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= neededBytes;
  } catch {
    return false;
  }
}
