/**
 * Makes links of the app's scheme open the app under development, on Linux. On macOS and Windows the
 * app registers itself; an installed app has its own entry.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from './run-command.mjs';

export const linkScheme = 'app.lanyard.desktop';
const entryName = 'app.lanyard.desktop.development.desktop';

/**
 * Quotes one argument of `Exec`: escapes `"`, `` ` ``, `$` and `\`, then doubles `\` as in every string
 * value, and doubles `%`.
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 * @param {string} argument
 */
export function quoteExecArgument(argument) {
  const quoted = /^[\w@+=:,./-]+$/.test(argument)
    ? argument
    : `"${argument.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}

/**
 * @typedef {object} Handler
 * @property {string} entryName the entry's file name, by which the system refers to it
 * @property {string} name
 * @property {string[]} schemes
 * @property {string[]} command the command to start; the link is appended
 */

/** @param {Handler} handler */
export const desktopEntry = ({ name, schemes, command }) => `[Desktop Entry]
Type=Application
Name=${name}
Exec=${[...command.map(quoteExecArgument), '%u'].join(' ')}
MimeType=${schemes.map((scheme) => `x-scheme-handler/${scheme};`).join('')}
NoDisplay=true
Terminal=false
`;

/**
 * Makes the app the handler of its links.
 * @param {object} options
 * @param {string[]} options.command with the same `--user-data-dir` as the running app, or a link
 *   would start a second one
 * @param {NodeJS.ProcessEnv} [options.env] see installHandler
 */
export const installLinkHandler = ({ command, env }) =>
  installHandler({ entryName, name: 'Lanyard (development)', schemes: [linkScheme], command }, env);

/**
 * Writes an entry and makes it the default for its schemes, unless it already is.
 * @param {Handler} handler
 * @param {NodeJS.ProcessEnv} [env] HOME, XDG_DATA_HOME and XDG_CONFIG_HOME select the user
 */
export async function installHandler(handler, env = process.env) {
  const home = env.HOME ?? homedir();
  const dir = join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'applications');
  const file = join(dir, handler.entryName);
  const entry = desktopEntry(handler);
  const failure = 'The handler of links could not be set up; the lines above show the reason.';
  const types = handler.schemes.map((scheme) => `x-scheme-handler/${scheme}`);
  /** @param {string} type */
  const isDefault = async (type) => {
    const { stdout } = await runCommand('xdg-mime', ['query', 'default', type], { env, failure });
    return stdout.trim() === handler.entryName;
  };
  const defaults = await Promise.all(types.map(isDefault));
  if (readOrNothing(file) === entry && !defaults.includes(false)) return;

  // xdg-mime writes into this folder too, but does not create it.
  mkdirSync(env.XDG_CONFIG_HOME || join(home, '.config'), { recursive: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, entry);
  await runCommand('update-desktop-database', [dir], { env, failure });
  await runCommand('xdg-mime', ['default', handler.entryName, ...types], { env, failure });
}

/** @param {string} file */
function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
