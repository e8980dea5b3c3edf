/**
 * `npm test`: sets everything up, then check, unit tests, the protocol in Electron, and end-to-end
 * tests. Stops at the first step that fails, with its output and exit code; ends with the real
 * counts. The reports stay for `npm run cases`.
 */
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { runtimeEnvironment } from './setup/electron-runtime.mjs';
import { createProgress, explain } from './setup/progress.mjs';
import { projectDir } from './setup/project.mjs';
import { npm, runCommand, runShown } from './setup/run-command.mjs';
import { setUp } from './setup/set-up.mjs';
import { closingLine, countPlaywright, countVitest, readReport } from './test-counts.mjs';
import { reports, resultsDir } from './test-reports.mjs';

const progress = createProgress();
/** End-to-end tests bring a keyring, a screen and a link handler of their own. */
const hasEndToEnd = process.platform === 'linux';

/** Side by side: lint by itself takes as long as the others one after another. */
const checks = [
  [['Lint', 'check:lint']],
  [
    ['Types', 'check:types'],
    ['Format', 'check:format'],
    ['Dead code', 'check:dead'],
  ],
];

try {
  const { runtime } = await setUp(progress, { systemPackages: 'everything' });
  await progress.step('Lint, types, format, dead code', runChecks);
  rmSync(resultsDir, { recursive: true, force: true });
  process.exitCode = await runTests({ ...process.env, ...runtimeEnvironment(runtime) }, runtime);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** All of them come to their end, also where one fails. */
async function runChecks() {
  const finished = await Promise.allSettled(
    checks.map(async (inTurn) => {
      for (const [title = '', script = ''] of inTurn) {
        await runCommand(...npm(['run', '--silent', script]), {
          cwd: projectDir,
          failure: `Stopped at "${title}"; no test was run. To try again: npm run ${script}`,
        });
      }
    }),
  );
  const failed = finished.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/**
 * @param {NodeJS.ProcessEnv} env @param {import('./setup/electron-runtime.mjs').Runtime} runtime
 * @returns {Promise<number>} exit code
 */
async function runTests(env, runtime) {
  progress.say('\nUnit tests');
  const unit = await runVitest([], reports.unit, env);
  const unitCounts = countVitest(readReport(reports.unit));
  if (unit !== 0) {
    progress.say('\nStopped at the unit tests; no other test was run.');
    progress.say(closingLine([unitCounts]));
    return unit;
  }
  progress.say('\nProtocol in Electron');
  const config = ['--config', join('scripts', 'electron-suites', 'vitest.config.mjs')];
  const inElectron = await runVitest(config, reports.electron, env);
  const counts = [unitCounts, countVitest(readReport(reports.electron))];
  if (inElectron !== 0) {
    progress.say('\nStopped at the protocol in Electron; no end-to-end test was run.');
    progress.say(closingLine(counts));
    return inElectron;
  }
  if (!hasEndToEnd) {
    progress.say('\nNot run here: the end-to-end tests, which need Linux.');
    progress.say(closingLine(counts));
    return 0;
  }
  progress.say('\nEnd-to-end tests');
  const e2e = await runShown(
    '@playwright/test/cli.js',
    ['test', '--config', join('e2e', 'playwright.config.ts')],
    { ...env, LANYARD_E2E_ELECTRON: runtime.executable, LANYARD_E2E_REPORT: reports.endToEnd },
  );
  if (e2e !== 0) progress.say(`\nMore is in ${relative(process.cwd(), resultsDir)}.`);
  progress.say(`\n${closingLine([...counts, countPlaywright(readReport(reports.endToEnd))])}`);
  return e2e;
}

/** @param {string[]} args @param {string} report @param {NodeJS.ProcessEnv} env */
function runVitest(args, report, env) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return runShown('vitest/vitest.mjs', ['run', ...args, ...reporters], env);
}
