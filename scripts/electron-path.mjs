/**
 * `npm run --silent electron-path`: prints the Electron executable, and nothing else on stdout, once
 * dependencies, runtime and build stand. `-- --retry-download` asks again for the official Electron
 * where its download was out of reach.
 */
import { createProgress, explain } from './setup/progress.mjs';
import { isRoot } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';

try {
  const { runtime } = await setUp(createProgress(process.stderr), {
    // Whoever asks for the path only may not be able to install packages; root in a container can.
    systemPackages: isRoot ? 'app' : 'none',
    retryDownload: process.argv.includes('--retry-download'),
  });
  console.log(runtime.executable);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
