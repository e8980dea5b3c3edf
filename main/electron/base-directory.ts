/** The folders of Linux desktops. @see https://specifications.freedesktop.org/basedir-spec/ */
import { posix } from 'node:path';

/**
 * @param named value of the environment variable (XDG_CONFIG_HOME …); empty or relative ones are to be ignored
 * @param otherwise inside the home folder
 */
export function baseDirectory(named: string | undefined, home: string, otherwise: string): string {
  return named !== undefined && posix.isAbsolute(named) ? named : posix.join(home, otherwise);
}
