/**
 * The entry in a Linux desktop's autostart folder.
 * @see https://specifications.freedesktop.org/autostart-spec/
 */
import { basename } from 'node:path';

import { productName } from '../../messages/product-name.js';

/** @param command the program and its arguments */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${productName}`,
    execLine(command),
    'Icon=lanyard',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** How an entry was found, compared with the command that starts this Lanyard. */
export type EntryState =
  | { readonly kind: 'starts_this' }
  /** An update or a move has changed the place of the program; `repaired` starts it again. */
  | { readonly kind: 'outdated'; readonly repaired: string }
  /** Turned off, about other data, or of the user's own making. */
  | { readonly kind: 'something_else' };

const somethingElse: EntryState = { kind: 'something_else' };

/** The program at a path, compared with this one. */
export type ProgramAt =
  | 'this'
  /** A small program, such as a package's script, that starts this one with arguments of its own. */
  | 'launcher'
  | 'another'
  | 'missing';

export function entryState(
  entry: string,
  command: readonly string[],
  programAt: (path: string, own: string) => ProgramAt,
): EntryState {
  const words = execArgv(entry);
  const [program] = words;
  const own = parts(command);
  if (program === undefined || isDisabled(entry)) return somethingElse;
  const found = parts(words);
  const at = (path: string) => {
    // A bare name is looked up in PATH.
    if (!path.includes('/')) return /lanyard/i.test(path) ? 'launcher' : 'another';
    return programAt(path, own.program);
  };
  const isAt = at(program);
  const isMissing = isAt === 'missing';
  // The default data folder of a program that is gone: nobody else can be meant.
  if (found.data !== own.data && (found.data !== null || !isMissing)) return somethingElse;
  const tried = keyValue(entry, 'TryExec');
  const isSkipped = tried?.startsWith('/') === true && programAt(tried, own.program) === 'missing';
  const startsThis =
    (isAt === 'this' && sameWords(found.operands, own.operands)) ||
    (isAt === 'launcher' && found.operands.every((word) => own.operands.includes(word))) ||
    // The user's own command in front of it, such as env
    found.operands.some((word) => ['this', 'launcher'].includes(at(word)));
  if (startsThis && found.data === own.data && !isSkipped) return { kind: 'starts_this' };
  const isOurs =
    /lanyard/i.test(basename(program)) ||
    basename(program) === basename(own.program) ||
    (isMissing && found.switches.includes('--hidden'));
  if (!isOurs) return somethingElse;
  const data = found.data === own.data ? [] : own.switches.filter(isDataSwitch);
  const exec = startsThis ? words : [own.program, ...own.operands, ...data, ...found.switches];
  const repaired = entry.replace(execPattern, () => execLine(exec));
  return {
    kind: 'outdated',
    // Desktops skip an entry whose TryExec is not there.
    repaired: isSkipped ? repaired.replace(/^TryExec[ \t]*=.*\n?/m, '') : repaired,
  };
}

const dataSwitch = '--user-data-dir=';
const isDataSwitch = (word: string) => word.startsWith(dataSwitch);

function parts([program = '', ...given]: readonly string[]) {
  const switches = given.filter((word) => word.startsWith('-'));
  return {
    program,
    operands: given.filter((word) => !word.startsWith('-')),
    switches,
    /** Null: the default folder. */
    data: switches.find(isDataSwitch) ?? null,
  };
}

function sameWords(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((word, index) => word === others[index]);
}

/** A line in the entry can disable it: of the specification, or of a desktop. */
function isDisabled(entry: string): boolean {
  return /^(Hidden\s*=\s*true|X-(GNOME|MATE|KDE)-autostart-enabled\s*=\s*false)\s*$/im.test(entry);
}

function keyValue(entry: string, key: string): string | null {
  return new RegExp(String.raw`^${key}[ \t]*=[ \t]*(.*?)[ \t\r]*$`, 'm').exec(entry)?.[1] ?? null;
}

/** The first one: the group of the entry itself comes first. */
const execPattern = /^Exec[ \t]*=.*$/m;

function execLine(command: readonly string[]): string {
  return `Exec=${command.map(quoteArgument).join(' ')}`;
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

/** The words of the entry's command: the string's escapes, then the quotes, then the field codes. */
export function execArgv(entry: string): readonly string[] {
  const value = execPattern.exec(entry)?.[0].replace(/^Exec[ \t]*=[ \t]*/, '') ?? '';
  const unescaped = value
    .trim()
    .replaceAll(/\\(.)/g, (_, each: string) => (each === 's' ? ' ' : each));
  return [...unescaped.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+/g)]
    .map(([word, quoted]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? word)
    .filter((word) => !/^%[a-zA-Z]$/.test(word))
    .map((word) => word.replaceAll('%%', '%'));
}
