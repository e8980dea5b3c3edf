/**
 * Makes links of the app's scheme open the app under development, on Linux. (On macOS and Windows
 * the app registers itself; an installed one brings its own entry.)
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from './run-command.mjs';

export const linkScheme = 'app.lanyard.desktop';
const entryName = 'app.lanyard.desktop.development.desktop';

/**
 * One word of `Exec`, by the Desktop Entry Specification: quoted, `"`, `` ` ``, `$` and `\` escaped,
 * then once more as every string value is (`\` doubled), and `%` doubled.
 * @param {string} word
 */
export function quoteExecWord(word) {
  const quoted = /^[\w@+=:,./-]+$/.test(word) ? word : `"${word.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}

/** @param {string[]} command what starts the app; the link is added to it */
export const desktopEntry = (command) => `[Desktop Entry]
Type=Application
Name=Lanyard (development)
Exec=${[...command.map(quoteExecWord), '%u'].join(' ')}
MimeType=x-scheme-handler/${linkScheme};
NoDisplay=true
Terminal=false
`;

/**
 * Writes the entry and makes it the default for the scheme; does nothing where it stands already.
 * @param {object} options
 * @param {string[]} options.command with the same `--user-data-dir` as the running app has, or the
 *   link would start a second one
 * @param {NodeJS.ProcessEnv} [options.env] whose HOME and XDG_DATA_HOME say for whom
 */
export async function installLinkHandler({ command, env = process.env }) {
  const home = env.HOME ?? homedir();
  const dir = join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'applications');
  const file = join(dir, entryName);
  const entry = desktopEntry(command);
  const failure = 'Links back to the app could not be set up; the lines above say why.';
  const query = ['query', 'default', `x-scheme-handler/${linkScheme}`];
  const { stdout } = await runCommand('xdg-mime', query, { env, failure });
  if (readOrNothing(file) === entry && stdout.trim() === entryName) return;

  // xdg-mime itself writes into this one and does not make it.
  mkdirSync(env.XDG_CONFIG_HOME || join(home, '.config'), { recursive: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, entry);
  await runCommand('update-desktop-database', [dir], { env, failure });
  const set = ['default', entryName, `x-scheme-handler/${linkScheme}`];
  await runCommand('xdg-mime', set, { env, failure });
}

/** @param {string} file */
function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
