/**
 * `npm run bench`: measures the budgets, ours beside a reference of the same run, on a desktop of its
 * own; a table, and the figures as JSON. `-- --quick` for a look, `-- one-refresh` for one of them.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';

import { buildBench } from './bench/build.mjs';
import { isWithin, table } from './bench/table.mjs';
import { runtimeEnvironment } from './setup/electron-runtime.mjs';
import { createProgress, explain, SetupError } from './setup/progress.mjs';
import { sandboxSwitches } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { reports, resultsDir } from './test-reports.mjs';
import { startDesktop } from './tour/desktop.mjs';

/**
 * @typedef {{ id: string, title: string, figures: import('./bench/table.mjs').Figure[] }} Measured
 * @typedef {{ kind: 'begun', id: string, title: string } | { kind: 'note', words: string }
 *   | ({ kind: 'measured' } & Measured) | { kind: 'failed', id: string, reason: string }
 *   | { kind: 'ended' }} Message
 */

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const progress = createProgress();

try {
  const { runtime } = await setUp(progress, { systemPackages: 'everything' });
  const bench = await progress.step('Build the benchmark', buildBench);
  const desktop = await progress.step('A desktop with a keyring', startDesktop);
  try {
    const measured = await measure(bench, runtime, desktop.env);
    progress.say(`\n${table(measured)}\n`);
    const file = reports.bench;
    mkdirSync(resultsDir, { recursive: true });
    const machine = { cpus: cpus().length, model: cpus()[0]?.model, platform: process.platform };
    const report = { machine, runtime: runtime.kind, quick: values.quick, measured };
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    progress.say(`The figures are in ${relative(process.cwd(), file)}.`);
    const over = measured.flatMap(({ figures }) => figures).filter((figure) => !isWithin(figure));
    if (over.length > 0) process.exitCode = 1;
  } finally {
    await desktop.end();
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/**
 * @param {string} bench folder of the built benchmark
 * @param {import('./setup/electron-runtime.mjs').Runtime} runtime
 * @param {NodeJS.ProcessEnv} env of the desktop
 * @returns {Promise<Measured[]>}
 */
async function measure(bench, runtime, env) {
  const electron = spawn(
    runtime.executable,
    [bench, ...sandboxSwitches, '--password-store=gnome-libsecret', '--log-level=3'],
    {
      env: { ...env, ...runtimeEnvironment(runtime) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let complaints = '';
  electron.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    complaints += text;
  });
  const messages = inOrder(electron);
  electron.send({ node: process.execPath, quick: values.quick, only: positionals });
  /** @type {Measured[]} */
  const measured = [];
  try {
    for (let message = await messages(); message.kind !== 'ended'; message = await messages()) {
      if (message.kind !== 'begun') continue;
      await progress.step(message.title, async (note) => {
        for (;;) {
          const next = await messages();
          if (next.kind === 'note') note(next.words);
          else if (next.kind === 'failed') throw new SetupError(next.reason, complaints);
          else if (next.kind === 'measured') return measured.push(next);
        }
      });
    }
  } finally {
    electron.kill();
  }
  if (measured.length === 0) throw new SetupError('There is no measurement of that name.');
  return measured;
}

/**
 * What a child says, in order; nothing is missed between two questions.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => Promise<Message>}
 */
function inOrder(child) {
  /** @type {Message[]} */
  const heard = [];
  /** @type {(() => void) | null} */
  let wake = null;
  const hear = (/** @type {Message} */ message) => {
    heard.push(message);
    wake?.();
  };
  child.on('message', (message) => hear(/** @type {Message} */ (message)));
  child.once('exit', () => hear({ kind: 'failed', id: '', reason: 'Electron ended too early.' }));
  return async () => {
    for (;;) {
      const message = heard.shift();
      if (message?.kind === 'failed' && message.id === '') throw new SetupError(message.reason);
      if (message) return message;
      await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  };
}
