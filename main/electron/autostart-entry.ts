/**
 * The entry in a Linux desktop's autostart folder.
 * @see https://specifications.freedesktop.org/autostart-spec/
 */
import { productName } from '../../messages/product-name.js';

/** @param command the program and its arguments */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${productName}`,
    `Exec=${command.map(quoteArgument).join(' ')}`,
    'Icon=lanyard',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** True when the desktop will run exactly this command: a line in the entry can disable it. */
export function entryStarts(entry: string, command: readonly string[]): boolean {
  const lines = entry.split(/\r?\n/);
  const isDisabled = lines.some((line) =>
    /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/.test(line),
  );
  return !isDisabled && lines.includes(`Exec=${command.map(quoteArgument).join(' ')}`);
}

/**
 * Quotes one argument. The backslashes of the quoting are doubled once more, as in any string of such a
 * file; % begins a field code. Throws TypeError for line breaks and NUL, which an entry cannot hold.
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
function quoteArgument(argument: string): string {
  if (/[\0\r\n]/.test(argument))
    throw new TypeError('a path with a line break cannot be started at login');
  const quoted = `"${argument.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
