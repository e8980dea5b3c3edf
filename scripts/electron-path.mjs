/**
 * `npm run --silent electron-path`: sets up dependencies, runtime and build, then prints the path of
 * the Electron executable and nothing else to stdout. `-- --retry-download` tries again to download the
 * official Electron after it was unreachable.
 */
import { createProgress, explain } from './setup/progress.mjs';
import { isRoot } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';

try {
  const { runtime } = await setUp(createProgress(process.stderr), {
    // A caller that only needs the path may not be able to install packages; root in a container can.
    systemPackages: isRoot ? 'app' : 'none',
    retryDownload: process.argv.includes('--retry-download'),
  });
  console.log(runtime.executable);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
