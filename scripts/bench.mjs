/**
 * `npm run bench`: measures the app against a reference in the same run, on a separate desktop. Prints
 * a table and writes the figures as JSON. `-- --quick` for a first impression, `-- one-refresh` for one
 * benchmark.
 */
import { fork, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { buildBench } from './bench/build.mjs';
import { isWithin, table } from './bench/table.mjs';
import { createAuthority, furnishHome } from './electron-suites/trusted-authority.mjs';
import { runtimeEnvironment } from './setup/electron-runtime.mjs';
import { createProgress, explain, SetupError } from './setup/progress.mjs';
import { sandboxSwitches } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { reports, resultsDir } from './test-reports.mjs';
import { startDesktop } from './tour/desktop.mjs';

/**
 * @typedef {import('./bench/table.mjs').Measured & { id: string }} Measured
 * @typedef {{ kind: 'begun', id: string, title: string } | { kind: 'note', text: string }
 *   | ({ kind: 'measured' } & Measured) | { kind: 'failed', id: string, reason: string }
 *   | { kind: 'ended' }} Message
 */

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const progress = createProgress();
const switches = [...sandboxSwitches, '--password-store=gnome-libsecret'];

try {
  const { dir, runtime } = await setUp(progress, { systemPackages: 'everything' });
  const bench = await progress.step('Build the benchmark', buildBench);
  const desktop = await progress.step('A desktop with a keyring', startTrustingDesktop);
  try {
    const measured = [
      ...(await measureFromOutside(bench, dir, runtime, desktop.env)),
      ...(await measureInside(bench, runtime, desktop.env)),
    ];
    if (measured.length === 0) throw new SetupError('There is no benchmark of that name.');
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

/** A desktop on which Chromium and Node both trust the benchmark's servers. */
async function startTrustingDesktop() {
  const desktop = await startDesktop();
  const authority = await createAuthority();
  furnishHome(desktop.home, authority);
  const file = join(desktop.home, 'authority.pem');
  writeFileSync(file, authority.cert);
  return { ...desktop, env: { ...desktop.env, NODE_EXTRA_CA_CERTS: file } };
}

/**
 * Measures the whole app, which is started repeatedly.
 * @param {import('./bench/build.mjs').BuiltBench} bench
 * @param {string} app folder of the built app
 * @param {import('./setup/electron-runtime.mjs').Runtime} runtime
 * @param {NodeJS.ProcessEnv} env of the desktop
 */
async function measureFromOutside(bench, app, runtime, env) {
  const node = fork(bench.outside, { env: { ...env, ...runtimeEnvironment(runtime) } });
  return await measuredBy(node, {
    electron: { executable: runtime.executable, switches },
    apps: { ours: app, bare: bench.bare, fill: bench.fill },
  });
}

/**
 * Measures parts of the app inside the benchmark's own Electron process.
 * @param {import('./bench/build.mjs').BuiltBench} bench
 * @param {import('./setup/electron-runtime.mjs').Runtime} runtime
 * @param {NodeJS.ProcessEnv} env of the desktop
 */
async function measureInside(bench, runtime, env) {
  const electron = spawn(runtime.executable, [bench.inside, ...switches, '--log-level=3'], {
    env: { ...env, ...runtimeEnvironment(runtime) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return await measuredBy(electron, { node: process.execPath });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {object} order further settings for it
 * @returns {Promise<Measured[]>}
 */
async function measuredBy(child, order) {
  let errorOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    errorOutput += text;
  });
  const messages = inOrder(child);
  child.send({ ...order, quick: values.quick, only: positionals });
  /** @type {Measured[]} */
  const measured = [];
  try {
    for (let message = await messages(); message.kind !== 'ended'; message = await messages()) {
      if (message.kind !== 'begun') continue;
      await progress.step(message.title, async (note) => {
        for (;;) {
          const next = await messages();
          if (next.kind === 'note') note(next.text);
          else if (next.kind === 'failed') throw new SetupError(next.reason, errorOutput);
          else if (next.kind === 'measured') return measured.push(next);
        }
      });
    }
  } finally {
    child.kill();
  }
  return measured;
}

/**
 * Queues a child's messages, so that none is missed between two reads.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => Promise<Message>}
 */
function inOrder(child) {
  /** @type {Message[]} */
  const received = [];
  /** @type {(() => void) | null} */
  let wake = null;
  const receive = (/** @type {Message} */ message) => {
    received.push(message);
    wake?.();
  };
  child.on('message', (message) => receive(/** @type {Message} */ (message)));
  child.once('exit', () =>
    receive({ kind: 'failed', id: '', reason: 'The process ended too early.' }),
  );
  return async () => {
    for (;;) {
      const message = received.shift();
      if (message?.kind === 'failed' && message.id === '') throw new SetupError(message.reason);
      if (message) return message;
      await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  };
}
