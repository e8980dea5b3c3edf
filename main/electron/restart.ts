/** Ending the app and starting it anew, because somebody asked for it in its window. */
import type { RelaunchOptions } from 'electron';

/** @param argv as this process was started, the program first */
export function restartOptions(
  argv: readonly string[],
  { APPIMAGE }: Readonly<Record<string, string | undefined>>,
): RelaunchOptions {
  return {
    // What was started hidden at login comes back in sight.
    args: argv.slice(1).filter((word) => word !== '--hidden'),
    // An AppImage runs from a folder that is gone when it ends: the file itself is what to start.
    ...(APPIMAGE !== undefined && APPIMAGE !== '' && { execPath: APPIMAGE }),
  };
}
