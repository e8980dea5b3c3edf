/**
 * Obstacles to a start. Electron refuses the single-instance lock to a second process, but
 * also where it cannot write the lock; it aborts where the path of the lock's socket is too long; and
 * where it cannot use the data folder it takes another one, or none, without a word.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { dirname, isAbsolute, join, resolve } from 'node:path';

import type { App } from 'electron';

export type StartProblemReason =
  | 'read_only'
  | 'full'
  | 'not_allowed'
  | 'not_a_folder'
  | 'missing'
  | 'too_long'
  /** The place is a variable that should name a folder by its full path. */
  | 'not_set'
  /** The place is the variable that names the display. */
  | 'no_display'
  /** The place is the app's own folder: loading the rest of the app failed. */
  | 'incomplete'
  | 'unknown';

export interface StartProblem {
  readonly place: string;
  readonly reason: StartProblemReason;
}

export type StartCheck =
  | { readonly kind: 'ready' }
  /** Electron has told the other one. */
  | { readonly kind: 'another_copy_runs' }
  | {
      readonly kind: 'problem';
      readonly problem: StartProblem;
      /** Electron needs it for any dialog. */
      readonly hasDataFolder: boolean;
      readonly hasDisplay: boolean;
    };

/** The capacity of `sun_path` of a Unix socket, without the final zero. */
const longestSocketPath = 107;
/** Chromium puts its socket into a folder of this form below the temporary folder. */
const socketBelowTemporary = '/scoped_dirXXXXXX/SingletonSocket';
const answerMs = 5_000;

/** Takes the single-instance lock if nothing is in the way. */
export async function checkStart(
  app: App,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): Promise<StartCheck> {
  const hasDisplay = findDisplay(app, platform, environment);
  const unusable = findUnusableDataFolder(app, platform, environment);
  const found = (problem: StartProblem): StartCheck => ({
    ...{ kind: 'problem', problem },
    ...{ hasDataFolder: unusable === null, hasDisplay },
  });
  if (unusable) return found(unusable);
  const userData = app.getPath('userData');
  const temporary = app.getPath('temp');
  const tooLong = findTooLongSocket(temporary, platform);
  if (tooLong && !(await anotherInstanceAnswers(userData))) return found(tooLong);
  if (!app.requestSingleInstanceLock()) {
    if (await anotherInstanceAnswers(userData)) return { kind: 'another_copy_runs' };
    return found(findStartProblem(userData, temporary) ?? { place: userData, reason: 'unknown' });
  }
  const unwritable = findUnwritableData(userData);
  if (!unwritable && hasDisplay) return { kind: 'ready' };
  // The next start is to look again, and not to be handed over to a process that only shows a dialog.
  app.releaseSingleInstanceLock();
  return found(unwritable ?? { place: 'DISPLAY', reason: 'no_display' });
}

/** The data folder that was named or follows from the environment, if Electron cannot use it. */
export function findUnusableDataFolder(
  app: Pick<App, 'getPath' | 'name' | 'commandLine'>,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): StartProblem | null {
  const named = app.commandLine.getSwitchValue('user-data-dir');
  if (named === '' && platform === 'linux') {
    const variable = environment['XDG_CONFIG_HOME'] ? 'XDG_CONFIG_HOME' : 'HOME';
    // Chromium would put the data below the temporary or the current folder.
    if (!isAbsolute(environment[variable] ?? '')) return { place: variable, reason: 'not_set' };
  }
  const place = named === '' ? join(app.getPath('appData'), app.name) : resolve(named);
  try {
    const used = realpathSync(app.getPath('userData'));
    if (named === '' || used === realpathSync(place)) return null;
  } catch {
    // There is no such folder.
  }
  return { place, reason: problemWithWriting(place) ?? 'unknown' };
}

/** True if a process that holds the lock accepts connections. It may be busy, so nothing is sent. */
export async function anotherInstanceAnswers(userData: string): Promise<boolean> {
  let socketPath;
  try {
    socketPath = readlinkSync(join(userData, 'SingletonSocket'));
  } catch {
    return false;
  }
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(answerMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** The first folder that the app cannot write to; null when it can write to both. */
export function findStartProblem(userData: string, temporary: string): StartProblem | null {
  const inUserData = problemWithWriting(userData);
  if (inUserData) return { place: userData, reason: inUserData };
  const inTemporary = problemWith(() => tryToWrite(temporary));
  return inTemporary && { place: temporary, reason: inTemporary };
}

/** Only the temporary folder counts: the lock in the data folder is a link to it. */
export function findTooLongSocket(
  temporary: string,
  platform: NodeJS.Platform,
): StartProblem | null {
  if (platform === 'win32') return null;
  const tooLong = Buffer.byteLength(temporary + socketBelowTemporary) > longestSocketPath;
  return tooLong ? { place: temporary, reason: 'too_long' } : null;
}

/**
 * The lock needs less than the data. The vault's folder may have permissions of its own, or be a link;
 * that of another user is for the vault to refuse.
 */
export function findUnwritableData(userData: string): StartProblem | null {
  const inUserData = problemWithWriting(userData);
  if (inUserData) return { place: userData, reason: inUserData };
  const vault = join(userData, 'vault');
  const owner = statSync(vault, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || owner !== (process.getuid?.() ?? owner)) return null;
  const inVault = problemWith(() => {
    checkIsFolder(vault);
    accessSync(vault, constants.W_OK | constants.X_OK);
  });
  return inVault && { place: vault, reason: inVault };
}

/** False: Chromium ends before it shows anything. */
function findDisplay(
  app: Pick<App, 'commandLine'>,
  platform: NodeJS.Platform,
  { DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv,
): boolean {
  if (platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return true;
  return app.commandLine.hasSwitch('ozone-platform');
}

function problemWithWriting(folder: string): StartProblemReason | null {
  return problemWith(() => {
    makeFolder(folder);
    tryToWrite(folder);
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    // On a read-only disk Node says only that the folder does not exist.
    let parent = dirname(folder);
    while (!existsSync(parent)) parent = dirname(parent);
    if (statSync(parent).isDirectory()) accessSync(parent, constants.W_OK);
    throw error;
  }
}

/** A new folder with a file in it needs a free inode, a free block and the right to write. */
function tryToWrite(folder: string): void {
  checkIsFolder(folder);
  const probe = mkdtempSync(join(folder, '.lanyard-'));
  try {
    writeFileSync(join(probe, 'probe'), Buffer.alloc(4096));
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function checkIsFolder(path: string): void {
  if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
}

function problemWith(write: () => void): StartProblemReason | null {
  try {
    write();
    return null;
  } catch (error) {
    return reasonOf((error as NodeJS.ErrnoException).code);
  }
}

function reasonOf(code: string | undefined): StartProblemReason {
  switch (code) {
    case 'EROFS':
      return 'read_only';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full';
    case 'EACCES':
    case 'EPERM':
      return 'not_allowed';
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ELOOP':
      return 'not_a_folder';
    case 'ENOENT':
      return 'missing';
    case 'ENAMETOOLONG':
      return 'too_long';
    default:
      return 'unknown';
  }
}
