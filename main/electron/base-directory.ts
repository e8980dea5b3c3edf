/** @see https://specifications.freedesktop.org/basedir-spec/ */
import { posix } from 'node:path';

/**
 * A folder of the XDG Base Directory Specification.
 * @param value of the environment variable (XDG_CONFIG_HOME …); empty and relative ones are ignored
 * @param fallback relative to the home folder
 */
export function baseDirectory(value: string | undefined, home: string, fallback: string): string {
  return value !== undefined && posix.isAbsolute(value) ? value : posix.join(home, fallback);
}
