/**
 * The two key files. Each has all seals on the data key, so either one opens the vault (S7). Every
 * future format keeps `{ format, checksum, body }`, so that an older app can tell a newer vault
 * from a damaged one.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import * as z from 'zod';

import { isUnknown, type UnknownValue } from '../../connections/unknown-value.js';
import { StorageError } from '../../ports/storage-error.js';
import { writeDurably } from '../disk/durable-file.js';
import { codesOf } from '../disk/storage-error.js';
import { parseAs } from '../format/record-text.js';
import { object } from '../format/tolerant.js';
import { type KeyFileName, keyFileNames } from './key-file-names.js';
import { type Seal, storedSeal } from './seals.js';

/** Format of the whole vault, key files and records. */
export const vaultFormat = 1;

export const keyFileBody = object({
  /** Incremented with every change. The file with the higher revision is tried first. */
  revision: z.int().min(1),
  createdAt: z.number(),
  /** Fingerprint of the data key. A key that a seal opens to must have it. */
  keyFingerprint: z.string(),
  seals: z.array(storedSeal).min(1),
});
export type KeyFileBody = z.output<typeof keyFileBody>;

const envelope = z.object({ format: z.int(), checksum: z.string(), body: z.unknown() });

export interface ValidKeyFile {
  readonly kind: 'valid';
  readonly name: KeyFileName;
  readonly body: KeyFileBody;
}

export type KeyFile =
  | ValidKeyFile
  | { readonly kind: 'newer'; readonly name: KeyFileName; readonly format: number }
  | { readonly kind: 'damaged'; readonly name: KeyFileName }
  | { readonly kind: 'not_accessible'; readonly name: KeyFileName; readonly reason: string }
  | { readonly kind: 'missing'; readonly name: KeyFileName };

export function readKeyFiles(directory: string): Promise<readonly KeyFile[]> {
  return Promise.all(keyFileNames.map((name) => readKeyFile(directory, name)));
}

/** The distinct seals of a kind, each with the first file it is in. */
export function passwordStoreSealsOf(keyFiles: readonly ValidKeyFile[]) {
  return sealsOf(keyFiles, (seal) => (seal.kind === 'password_store' ? seal : null));
}

export function passphraseSealsOf(keyFiles: readonly ValidKeyFile[]) {
  return sealsOf(keyFiles, (seal) => (seal.kind === 'passphrase' ? seal : null));
}

export function recoverySealsOf(keyFiles: readonly ValidKeyFile[]) {
  return sealsOf(keyFiles, (seal) => (seal.kind === 'recovery' ? seal : null));
}

function sealsOf<S extends Seal>(
  keyFiles: readonly ValidKeyFile[],
  pick: (seal: Seal | UnknownValue) => S | null,
): readonly { by: ValidKeyFile; seal: S }[] {
  const found = new Map<string, { by: ValidKeyFile; seal: S }>();
  for (const by of keyFiles) {
    for (const seal of by.body.seals.map(pick)) {
      if (seal && !found.has(seal.sealed)) found.set(seal.sealed, { by, seal });
    }
  }
  return [...found.values()];
}

/** True if this version knows how to open at least one of the seals. */
export function hasKnownSeal(keyFiles: readonly ValidKeyFile[]): boolean {
  return keyFiles.some(({ body }) => !body.seals.every(isUnknown));
}

/** Writes one of the two files durably and verifies that it reads back. */
export async function writeKeyFile(
  directory: string,
  name: KeyFileName,
  body: KeyFileBody,
): Promise<void> {
  const stored = z.encode(keyFileBody, body);
  const checksum = checksumOf(vaultFormat, stored);
  const text = `${JSON.stringify({ format: vaultFormat, checksum, body: stored }, null, 2)}\n`;
  await writeDurably(join(directory, name), text);
  const readBack = await readKeyFile(directory, name);
  if (readBack.kind !== 'valid') {
    throw new StorageError('failed', `${name} did not read back as written`);
  }
}

async function readKeyFile(directory: string, name: KeyFileName): Promise<KeyFile> {
  try {
    return parseKeyFile(name, await readFile(join(directory, name), 'utf8'));
  } catch (error) {
    const [code = 'no code'] = codesOf(error);
    if (code === 'ENOENT') return { kind: 'missing', name };
    return { kind: 'not_accessible', name, reason: code };
  }
}

/** Anything but an intact key file of a known or newer format is damaged. */
export function parseKeyFile(name: KeyFileName, text: string): KeyFile {
  const outer = parseAs(envelope, text);
  if (outer?.checksum !== checksumOf(outer?.format, outer?.body)) return { kind: 'damaged', name };
  if (outer.format > vaultFormat) return { kind: 'newer', name, format: outer.format };
  const body = keyFileBody.safeParse(outer.body).data;
  return body ? { kind: 'valid', name, body } : { kind: 'damaged', name };
}

function checksumOf(format: unknown, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([format, body]))
    .digest('hex');
}
