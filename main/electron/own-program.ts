import { readFileSync, statSync } from 'node:fs';

/**
 * The program that starts this app again. An AppImage runs from a folder that is gone when it ends, so it
 * is the file itself. The variable may be of another program, from whose terminal Lanyard was started.
 */
export function ownProgram({
  APPIMAGE,
  APPDIR,
}: Readonly<Record<string, string | undefined>>): string {
  const isOfAnother = APPDIR !== undefined && !process.execPath.startsWith(`${APPDIR}/`);
  return APPIMAGE === undefined || APPIMAGE === '' || isOfAnother ? process.execPath : APPIMAGE;
}

/** Larger files are no scripts or wrappers of a package. */
const largestLauncher = 100_000;

/** A package may put a small program in front, such as `/usr/bin/lanyard`, which names the real one. */
export function isLauncherOf(path: string, own: string): boolean {
  try {
    const found = statSync(path);
    const isSmall = found.isFile() && found.size <= largestLauncher;
    return isSmall && readFileSync(path, 'utf8').includes(own);
  } catch {
    // Not readable
    return false;
  }
}
