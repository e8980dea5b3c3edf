/** Runs a program until it exits and collects its output, or shows it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { SetupError } from './progress.mjs';
import { projectDir } from './project.mjs';

/**
 * @typedef {object} Finished
 * @property {number | null} code exit code; null if a signal or the time limit ended it
 * @property {string} stdout
 * @property {string} output stdout and stderr in the order of arrival
 */

/**
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] timeout in ms
 * @returns {Promise<Finished>} also for exit codes other than 0
 * @throws {SetupError} if the program cannot be started
 */
export function tryCommand(command, args, { cwd, env, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    child.once('error', (error) =>
      reject(new SetupError(`"${command}" could not be started: ${error.message}`)),
    );
    child.once('close', (code) => resolve({ code, stdout, output }));
  });
}

/**
 * Like tryCommand, for a program that must succeed.
 * @param {string} command @param {string[]} args
 * @param {Parameters<typeof tryCommand>[2] & { failure: string }} options failure: one sentence for
 *   the user
 */
export async function runCommand(command, args, { failure, ...options }) {
  const finished = await tryCommand(command, args, options);
  if (finished.code !== 0) throw new SetupError(failure, finished.output);
  return finished;
}

/**
 * The command for npm, run by the current Node, so that Windows needs neither a shell nor a `.cmd` file.
 * @param {string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function npm(args) {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.c?js$/.test(script)
    ? [process.execPath, [script, ...args]]
    : ['npm', args];
}

/**
 * Runs a tool of the project in sight.
 * @param {string} script in node_modules @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} exit code
 */
export function runShown(script, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectDir, 'node_modules', script), ...args], {
      cwd: projectDir,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}
