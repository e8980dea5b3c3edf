/** Node is the one thing that set-up cannot bring itself. */
import { SetupError } from './progress.mjs';

const needed = { major: 20, minor: 19 };

/**
 * @param {string} version such as '20.19.1'
 * @throws {SetupError} when it is older than the project's `engines` say
 */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) return;
  throw new SetupError(
    `Lanyard needs Node.js ${String(needed.major)}.${String(needed.minor)} or newer, and this is ` +
      `${version}. Newer ones are at https://nodejs.org; then run the same command again.`,
  );
}
