/**
 * `npm run screens`: takes a picture of every screen in every state. `-- --check`: compares with the
 * pictures that are there and changes none. `-- NAME`: only those whose name has it.
 */
import { join, relative } from 'node:path';

import { createProgress, explain } from './setup/progress.mjs';
import { runShown } from './setup/run-command.mjs';
import { setUp } from './setup/set-up.mjs';
import { resultsDir } from './test-reports.mjs';

const progress = createProgress();
try {
  await setUp(progress, { systemPackages: 'everything' });
  const names = process.argv.slice(2).filter((each) => each !== '--check');
  const update = process.argv.includes('--check') ? 'none' : 'changed';
  process.exitCode = await runShown('@playwright/test/cli.js', [
    ...['test', '--config', join('screens', 'playwright.config.ts')],
    `--update-snapshots=${update}`,
    ...names.flatMap((name) => ['-g', name]),
  ]);
  if (process.exitCode !== 0) {
    progress.say(
      `\nThe differences are in ${relative(process.cwd(), join(resultsDir, 'screens'))}.`,
    );
  }
  progress.say(`The pictures are in ${join('docs', 'screens')}.`);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
