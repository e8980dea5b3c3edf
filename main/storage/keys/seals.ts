/**
 * Seals on the data key. A vault has one or more, and any of them opens it: one by the computer's
 * password store (KeySealer), by the user's passphrase, or, next to the first, by a recovery
 * phrase. Passphrase and phrase are stretched by scrypt (RFC 7914); the data key is encrypted by
 * AES-256-GCM.
 */
import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';

import * as z from 'zod';

import type { KeySealer } from '../../ports/key-sealer.js';
import { StorageError } from '../../ports/storage-error.js';
import { object, orUnknown } from '../format/tolerant.js';
import type { RandomBytes } from './data-key.js';

const base64 = z.base64();

/** N = 2^17, r = 8: about 128 MiB and 0.4 s. Limited, so that a file cannot demand all memory. */
const scryptParameters = object({
  N: z.union([z.literal(2 ** 17), z.literal(2 ** 18), z.literal(2 ** 19), z.literal(2 ** 20)]),
  r: z.literal(8),
  p: z.int().min(1).max(4),
  salt: base64,
});

const passwordStoreSeal = object({
  kind: z.literal('password_store'),
  /** The store's name when it made the seal, displayed when another one answers. */
  backend: z.string(),
  /** Chromium's prefix for its encryption ('v10', 'v11'), for support; empty: there is none. */
  prefix: z.string(),
  sealed: base64,
  sealedAt: z.number(),
  /** The entry of the file in which the system stores the key to it (Windows), for repair. */
  keyOnDisk: object({ sealedKey: base64, sha256: z.string() }).nullable().default(null),
});

const typedSeal = object({
  kind: z.enum(['passphrase', 'recovery']),
  scrypt: scryptParameters,
  nonce: base64,
  sealed: base64,
  sealedAt: z.number(),
});

export const sealSchema = z.discriminatedUnion('kind', [passwordStoreSeal, typedSeal]);
export type Seal = z.infer<typeof sealSchema>;

/**
 * A seal in a key file. A newer version may add seals of other kinds, or with more work than is
 * allowed here: this version keeps them and opens the vault by another seal.
 */
export const storedSeal = orUnknown(sealSchema);
export type PasswordStoreSeal = z.infer<typeof passwordStoreSeal>;
/** A seal that the user's passphrase or recovery phrase opens. */
export type TypedSeal = z.infer<typeof typedSeal>;

/** Rejects when the password store does not seal, or does not open the seal it just made. */
export async function sealByPasswordStore(
  sealer: KeySealer,
  backend: string,
  dataKey: Uint8Array,
  now: number,
): Promise<PasswordStoreSeal> {
  const { sealed: bytes, keyOnDisk } = await sealer.seal(dataKey);
  const sealed = Buffer.from(bytes);
  const proof = await sealer.open(sealed);
  if (proof.kind !== 'opened' || !Buffer.from(dataKey).equals(proof.key)) {
    throw new StorageError('failed', 'the password store did not open what it had just sealed');
  }
  const prefix = /^v\d\d/.exec(sealed.toString('latin1'))?.[0] ?? '';
  return {
    kind: 'password_store',
    backend,
    prefix,
    sealed: sealed.toString('base64'),
    sealedAt: now,
    keyOnDisk,
  };
}

/** @param typed the passphrase, or the recovery phrase as `readRecoveryPhrase` returns it */
export async function sealByTyped(
  kind: TypedSeal['kind'],
  typed: string,
  dataKey: Uint8Array,
  now: number,
  randomBytes: RandomBytes,
): Promise<TypedSeal> {
  const parameters = { N: 2 ** 17, r: 8, p: 1, salt: toBase64(randomBytes(16)) } as const;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(typed, parameters), nonce);
  cipher.setAAD(boundTo(kind, parameters));
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  const seal: TypedSeal = {
    kind,
    scrypt: parameters,
    nonce: toBase64(nonce),
    sealed: toBase64(sealed),
    sealedAt: now,
  };
  const proof = await openByTyped(seal, typed);
  if (!proof || !Buffer.from(dataKey).equals(proof)) {
    throw new StorageError('failed', `the ${kind} did not open what it had just sealed`);
  }
  return seal;
}

/** Null: `typed` does not open it. */
export async function openByTyped(seal: TypedSeal, typed: string): Promise<Uint8Array | null> {
  const sealed = Buffer.from(seal.sealed, 'base64');
  const key = await stretch(typed, seal.scrypt);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(seal.nonce, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAAD(boundTo(seal.kind, seal.scrypt));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch {
    return null;
  }
}

/**
 * Length in characters as a user counts them, roughly: code points of the normalized passphrase.
 */
export function lengthOf(passphrase: string): number {
  return Array.from(normalized(passphrase)).length;
}

/**
 * Equal characters are equal passphrases, however the keyboard composed them (RFC 8265 §4.2: NFC).
 */
function normalized(passphrase: string): string {
  return passphrase.normalize('NFC');
}

type ScryptParameters = z.infer<typeof scryptParameters>;

function stretch(passphrase: string, { N, r, p, salt }: ScryptParameters): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(normalized(passphrase), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function boundTo(kind: TypedSeal['kind'], { N, r, p, salt }: ScryptParameters): Buffer {
  return Buffer.from(`lanyard/1/${kind}/${N}/${r}/${p}/${salt}`, 'utf8');
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
