/** The entry of a Linux desktop's autostart folder (Desktop Application Autostart Specification). */

/** @param words the program and its arguments */
export function autostartEntry(message: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Lanyard',
    `Exec=${message.map(execWord).join(' ')}`,
    'Icon=lanyard',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether the desktop will start exactly this: people and desktops switch entries off by a line in them. */
export function startsThis(entry: string, message: readonly string[]): boolean {
  const lines = entry.split(/\r?\n/);
  const isOff = lines.some((line) =>
    /^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/.test(line),
  );
  return !isOff && lines.includes(`Exec=${message.map(execWord).join(' ')}`);
}

/**
 * One argument, quoted (Desktop Entry Specification, "The Exec key"). The backslashes of the quoting
 * are themselves doubled, as in any string of such a file; % begins a field code.
 * Throws TypeError for what no line can hold.
 */
function execWord(word: string): string {
  if (/[\0\r\n]/.test(word))
    throw new TypeError('a path with a line break cannot be started at login');
  const quoted = `"${word.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
