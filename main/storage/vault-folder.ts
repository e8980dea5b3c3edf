/**
 * The vault's folder:
 * ```
 * vault/            0700
 *     key-a.json key-b.json   the sealed data key, twice
 *     records/                LevelDB
 *     quarantine/             copies of unreadable records
 *     records-damaged-1/ …    records/ as it was before LevelDB repaired it
 * ```
 */
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { VaultView } from '../../ipc/vault-view.js';
import { type Database, openDiskDatabase } from './disk/database.js';
import { syncDirectory } from './disk/durable-file.js';
import type { Quarantine } from './disk/quarantine.js';
import { isDamage, repairRecordsIn, openRecordsIn } from './disk/records-on-disk.js';
import { codesOf, toStorageError } from './disk/storage-error.js';
import { deriveKeys, type RandomBytes } from './keys/data-key.js';
import { keyFileNames } from './keys/key-file-names.js';
import {
  type ValidKeyFile,
  type KeyFile,
  type KeyFileBody,
  hasKnownSeal,
  readKeyFiles,
  writeKeyFile,
} from './keys/key-file.js';
import type { Seal } from './keys/seals.js';
import { canaryRecords, canaryText } from './records/canary.js';
import { summaryRecord } from './records/inventory.js';
import { createRecordCipher } from './records/record-cipher.js';
import { recordKeys } from './records/record-keys.js';

export type Unreadable = Extract<VaultView, { kind: 'unreadable' }>;

export interface VaultFolder {
  readonly kind: 'vault';
  /** The intact ones, in the order in which to try them. */
  readonly keyFiles: readonly ValidKeyFile[];
  readonly all: readonly KeyFile[];
}

export const recordsIn = (directory: string) => join(directory, 'records');
export const quarantineIn = (directory: string) => join(directory, 'quarantine');

/** Reads the folder without changing anything. */
export async function readVaultFolder(
  directory: string,
): Promise<VaultFolder | Unreadable | { readonly kind: 'none' }> {
  const owner = await otherOwnerOf(directory);
  if (owner !== null) return unreadable('other_owner', `the owner is user ${owner}`);
  let all = await readKeyFiles(directory);
  if (all.every(({ kind }) => kind === 'missing')) {
    const left = await readdir(directory).catch(() => []);
    if (left.length === 0) return { kind: 'none' };
    // A vault appears whole, by one rename: another process may have created it between the two
    // reads.
    all = await readKeyFiles(directory);
  }
  const newer = all.find((file) => file.kind === 'newer');
  if (newer) return unreadable('newer_version', `format ${newer.format}`);

  const hasRecords = await exists(join(recordsIn(directory), 'CURRENT'));
  const keyFiles = all
    .filter((file) => file.kind === 'valid')
    .sort((a, b) => b.body.revision - a.body.revision);
  if (keyFiles.length > 0) {
    if (!hasRecords) return unreadable('damaged', 'the records are missing');
    if (!hasKnownSeal(keyFiles)) return unreadable('newer_version', 'seals of other kinds only');
    return { kind: 'vault', keyFiles, all };
  }
  const hidden = all.find((file) => file.kind === 'not_accessible');
  if (hidden) return unreadable('not_accessible', `${hidden.name}: ${hidden.reason}`);
  // Never write over the remains of a vault.
  const isOneDamaged = hasRecords || all.some((file) => file.kind === 'damaged');
  return unreadable(
    'damaged',
    isOneDamaged ? 'neither key file can be read' : 'no key file is there',
  );
}

/**
 * The user who owns the folder or its records, if it is not the one who runs Lanyard; through links, as
 * all other access goes. Null also on Windows, which has no such numbers.
 */
async function otherOwnerOf(directory: string): Promise<number | null> {
  const own = process.getuid?.();
  if (own === undefined) return null;
  for (const path of [directory, recordsIn(directory)]) {
    const found = await stat(path).catch(() => null);
    if (found && found.uid !== own) return found.uid;
  }
  return null;
}

/**
 * Opens the records. LevelDB reorganizes its own files; no record changes. Damaged files are
 * repaired after a copy of all of them was made next to them.
 */
export async function openRecords(directory: string): Promise<Database | Unreadable> {
  // A vault restored from a copy may be readable by others (S9). It opens even if that cannot be
  // changed.
  await chmod(directory, 0o700).catch(() => undefined);
  return orUnreadable(() => openRecordsIn(recordsIn(directory), directory));
}

/** Repairs records in which a read found damage. They must be closed. */
export function repairRecords(directory: string): Promise<Database | Unreadable> {
  return orUnreadable(() => repairRecordsIn(recordsIn(directory), directory));
}

async function orUnreadable(open: () => Promise<Database>): Promise<Database | Unreadable> {
  try {
    return await open();
  } catch (error) {
    const codes = codesOf(error);
    const detail = `opening the records failed: ${codes.join(', ')}`;
    if (codes.includes('LEVEL_LOCKED')) return unreadable('in_use', detail);
    const { kind } = toStorageError(error, 'opening');
    if (kind === 'full') return unreadable('disk_full', detail);
    const isDamaged = kind === 'unreadable' || isDamage(error);
    return unreadable(isDamaged ? 'damaged' : 'not_accessible', detail);
  }
}

/**
 * Creates the vault next to its place and renames it, so there is either a whole vault or none.
 * Rejects with the error of the file system.
 */
export async function createFolder(
  directory: string,
  dataKey: Uint8Array,
  seal: Seal,
  now: number,
  randomBytes: RandomBytes,
): Promise<void> {
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await sweepLeftovers(directory, now);
  const making = await mkdtemp(join(parent, `${basename(directory)}.creating-`));
  try {
    await createRecords(making, dataKey, seal, now, randomBytes);
    const { keyFingerprint } = deriveKeys(dataKey);
    const body: KeyFileBody = { revision: 1, createdAt: now, keyFingerprint, seals: [seal] };
    for (const name of keyFileNames) await writeKeyFile(making, name, body);
    // An empty folder in its place is no vault, and Windows does not rename over it.
    await rmdir(directory).catch(() => undefined);
    await rename(making, directory);
    await syncDirectory(parent);
  } catch (error) {
    await rm(making, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

const leftoverAfterMs = 24 * 60 * 60 * 1000;

/**
 * Removes vaults whose creation was interrupted. After a day nobody is creating them any more, and
 * no key in them was ever used.
 */
async function sweepLeftovers(directory: string, now: number): Promise<void> {
  const parent = dirname(directory);
  const started = `${basename(directory)}.creating-`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(started)) continue;
    const path = join(parent, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > leftoverAfterMs) await rm(path, { recursive: true, force: true });
  }
}

async function createRecords(
  directory: string,
  dataKey: Uint8Array,
  seal: Seal,
  now: number,
  randomBytes: RandomBytes,
): Promise<void> {
  const database = await openDiskDatabase(recordsIn(directory), true);
  try {
    const keys = deriveKeys(dataKey);
    const cipher = createRecordCipher(keys, randomBytes);
    const canary = canaryText(keys.keyFingerprint, now, randomBytes, seal);
    const writes = new Map(canaryRecords({ cipher }, canary));
    writes.set(recordKeys.sequence, summaryRecord({ cipher }, 1, { count: 0, sum: 0 }, 0));
    await database.write(writes);
  } finally {
    await database.close();
  }
}

/**
 * Updates the key files once the vault has opened by `by`. A start writes only one of the two, the
 * one that did not open the vault: a seal that worked is kept until its replacement has worked too.
 *
 * @param newSeal replaces the seals of its kind; null: they are still good
 */
export async function updateKeyFiles(
  directory: string,
  all: readonly KeyFile[],
  by: ValidKeyFile,
  newSeal: Seal | null,
  quarantine: Quarantine,
): Promise<void> {
  const other = all.find(({ name }) => name !== by.name);
  if (!other || other.kind === 'newer' || other.kind === 'not_accessible') return;
  const otherRevision = other.kind === 'valid' ? other.body.revision : 0;
  if (!newSeal && otherRevision >= by.body.revision) return;

  if (other.kind === 'damaged') {
    await quarantine.setAside(other.name, await readFile(join(directory, other.name)));
  }
  const body = newSeal
    ? {
        ...by.body,
        revision: Math.max(otherRevision, by.body.revision) + 1,
        seals: [newSeal, ...by.body.seals.filter((seal) => seal.kind !== newSeal.kind)],
      }
    : by.body;
  await writeKeyFile(directory, other.name, body);
}

export function unreadable(cause: Unreadable['cause'], detail: string): Unreadable {
  return { kind: 'unreadable', cause, detail };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => !codesOf(error).includes('ENOENT'),
  );
}
