import type { RelaunchOptions } from 'electron';

/**
 * For `app.relaunch()`.
 * @param argv of this process, the program first
 */
export function restartOptions(
  argv: readonly string[],
  { APPIMAGE }: Readonly<Record<string, string | undefined>>,
): RelaunchOptions {
  return {
    // The user asked for the restart in the window, so it must come back.
    args: argv.slice(1).filter((argument) => argument !== '--hidden'),
    // An AppImage runs from a folder that is gone when it ends: start the file itself.
    ...(APPIMAGE !== undefined && APPIMAGE !== '' && { execPath: APPIMAGE }),
  };
}
