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
