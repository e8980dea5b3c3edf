/** Checks the version of Node, which set-up cannot install. */
import { SetupError } from './progress.mjs';

const minimum = { major: 20, minor: 19 };

/**
 * @param {string} version such as '20.19.1'
 * @throws {SetupError} if it is older than the project's `engines`
 */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > minimum.major || (major === minimum.major && minor >= minimum.minor)) return;
  throw new SetupError(
    `Lanyard needs Node.js ${String(minimum.major)}.${String(minimum.minor)} or newer, and this is ` +
      `${version}. Install a newer one from https://nodejs.org, then run the same command again.`,
  );
}
