/**
 * Electron refuses the single-instance lock to a second process, but also where it cannot write the lock.
 * Only the first means that another process of the app is running.
 */
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

export type ObstacleReason =
  'read_only' | 'full' | 'not_allowed' | 'not_a_folder' | 'missing' | 'too_long' | 'unknown';

export interface StartObstacle {
  readonly place: string;
  readonly reason: ObstacleReason;
}

/** The capacity of `sun_path` of a Unix socket, without the final zero. */
const longestSocketPath = 107;
/** Chromium puts its socket into a folder of this form below the temporary folder. */
const socketBelowTemporary = '/scoped_dirXXXXXX/SingletonSocket';
const answerMs = 5_000;

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
export function findObstacle(userData: string, temporary: string): StartObstacle | null {
  const inUserData = obstacleTo(() => {
    mkdirSync(userData, { recursive: true });
    tryToWrite(userData);
  });
  if (inUserData) return { place: userData, reason: inUserData };
  const inTemporary = obstacleTo(() => tryToWrite(temporary));
  if (inTemporary) return { place: temporary, reason: inTemporary };
  const tooLong = Buffer.byteLength(temporary + socketBelowTemporary) > longestSocketPath;
  return tooLong ? { place: temporary, reason: 'too_long' } : null;
}

/** A new folder with a file in it needs a free inode, a free block and the right to write. */
function tryToWrite(folder: string): void {
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  const probe = mkdtempSync(join(folder, '.lanyard-'));
  try {
    writeFileSync(join(probe, 'probe'), Buffer.alloc(4096));
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function obstacleTo(write: () => void): ObstacleReason | null {
  try {
    write();
    return null;
  } catch (error) {
    return reasonOf((error as NodeJS.ErrnoException).code);
  }
}

function reasonOf(code: string | undefined): ObstacleReason {
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
      return 'not_a_folder';
    case 'ENOENT':
      return 'missing';
    case 'ENAMETOOLONG':
      return 'too_long';
    default:
      return 'unknown';
  }
}
