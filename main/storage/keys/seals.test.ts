import { createDecipheriv, randomBytes, scrypt } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { StandInSealer, start } from '../../../testing/vault.js';
import type { KeySealer } from '../../ports/key-sealer.js';
import {
  lengthOf,
  openByTyped,
  sealByPasswordStore,
  sealByTyped,
  sealSchema,
  type TypedSeal,
} from './seals.js';

const dataKey = randomBytes(32);
const passphrase = 'grün wie im Frühling';

describe('by the password store', () => {
  const sealWith = (differently: Partial<KeySealer>) =>
    sealByPasswordStore(
      Object.assign(new StandInSealer(), differently),
      'kwallet6',
      dataKey,
      start,
    );

  test.each<[string, Awaited<ReturnType<KeySealer['open']>>]>([
    ['refuses', { kind: 'refused', reason: '' }],
    ['is locked', { kind: 'unavailable', reason: '' }],
    ['opens to another key', { kind: 'opened', key: randomBytes(32), shouldSealAgain: false }],
    ['opens to a part of it', { kind: 'opened', key: dataKey.subarray(1), shouldSealAgain: false }],
  ])('is rejected when the store %s on opening the seal it just made (S1)', async (_, proof) => {
    const seal = sealWith({ open: () => Promise.resolve(proof) });
    await expect(seal).rejects.toMatchObject({ name: 'StorageError', kind: 'failed' });
  });

  test('has what support needs: the store’s name, the time and Chromium’s prefix', async () => {
    const seal = await sealWith({});
    expect(seal).toMatchObject({ kind: 'password_store', backend: 'kwallet6', sealedAt: start });
    expect(seal.prefix).toBe('v11');
    expect(sealSchema.parse(seal)).toEqual(seal);
  });

  test.each([
    ['no mark', 'DPAPI'],
    ['a mark further on', 'x v11'],
    ['a letter in it', 'vx1'],
    ['one digit', 'v1x'],
  ])('with %s, no prefix is stored', async (_, content) => {
    const seal = await sealWith({
      seal: () => Promise.resolve({ sealed: Buffer.from(content), keyOnDisk: null }),
      open: () => Promise.resolve({ kind: 'opened', key: dataKey, shouldSealAgain: false }),
    });
    expect(seal.prefix).toBe('');
    expect(Buffer.from(seal.sealed, 'base64').toString()).toBe(content);
  });
});

describe('by the text that the user types', () => {
  let seals: readonly TypedSeal[];
  beforeAll(async () => {
    const kinds = ['passphrase', 'passphrase', 'recovery'] as const;
    seals = await Promise.all(
      kinds.map((kind) => sealByTyped(kind, passphrase, dataKey, start, randomBytes)),
    );
  }, 60_000);
  const sealed = () => seals[0] as TypedSeal;

  test('opens with that text and nothing else', async () => {
    expect(seals).toMatchObject([
      { kind: 'passphrase', sealedAt: start },
      { kind: 'passphrase' },
      { kind: 'recovery', sealedAt: start },
    ]);
    const opened = await Promise.all(seals.map((seal) => openByTyped(seal, passphrase)));
    expect(opened).toEqual([dataKey, dataKey, dataKey]);
    expect(await openByTyped(sealed(), `${passphrase} `)).toBeNull();
  });

  test('is made by scrypt with the N, r, p and salt in the file, and AES-256-GCM bound to them (S2)', async () => {
    const seal = sealed();
    const { N, r, p, salt } = seal.scrypt;
    expect({ N, r, p }).toEqual({ N: 2 ** 17, r: 8, p: 1 });
    expect(Buffer.from(salt, 'base64')).toHaveLength(16);
    expect(Buffer.from(seal.nonce, 'base64')).toHaveLength(12);
    const key = await new Promise<Buffer>((resolve, reject) => {
      const options = { N, r, p, maxmem: 256 * N * r };
      scrypt(passphrase, Buffer.from(salt, 'base64'), 32, options, (error, made) =>
        error ? reject(error) : resolve(made),
      );
    });
    const bytes = Buffer.from(seal.sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(seal.nonce, 'base64'));
    decipher.setAAD(Buffer.from(`lanyard/1/passphrase/131072/8/1/${salt}`));
    decipher.setAuthTag(bytes.subarray(-16));
    const opened = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
    expect(opened).toEqual(dataKey);
  });

  test('does not open when changed, truncated, or labelled as the other kind (R5)', async () => {
    const seal = sealed();
    const bytes = Buffer.from(seal.sealed, 'base64');
    const changed = (content: Buffer, at: number) => {
      const copy = Buffer.from(content);
      copy[at]! ^= 1;
      return copy.toString('base64');
    };
    const damaged: TypedSeal[] = [
      { ...seal, kind: 'recovery' },
      { ...seal, sealed: changed(bytes, 0) },
      { ...seal, sealed: changed(bytes, bytes.length - 1) },
      { ...seal, sealed: bytes.subarray(0, 8).toString('base64') },
      { ...seal, sealed: '' },
      { ...seal, nonce: changed(Buffer.from(seal.nonce, 'base64'), 0) },
      { ...seal, scrypt: { ...seal.scrypt, salt: changed(Buffer.alloc(16), 0) } },
    ];
    const opened = await Promise.all(damaged.map((each) => openByTyped(each, passphrase)));
    expect(opened).toEqual(damaged.map(() => null));
  });

  test('the same passphrase is sealed differently each time', () => {
    const [one, other] = seals;
    expect(one?.scrypt.salt).not.toBe(other?.scrypt.salt);
    expect(one?.nonce).not.toBe(other?.nonce);
    expect(one?.sealed).not.toBe(other?.sealed);
  });

  test('its length is in characters as a user counts them', () => {
    expect(lengthOf('')).toBe(0);
    expect(lengthOf('grün')).toBe(4);
    expect(lengthOf('grün'.normalize('NFD'))).toBe(4);
    expect(lengthOf('🔑🔑')).toBe(2);
  });
});

describe('a seal in a file', () => {
  const typed: TypedSeal = {
    kind: 'passphrase',
    scrypt: { N: 2 ** 17, r: 8, p: 1, salt: 'c2FsdA==' },
    nonce: 'bm9uY2U=',
    sealed: 'c2VhbGVk',
    sealedAt: 1,
  };
  const byStore = {
    kind: 'password_store',
    backend: 'dpapi',
    prefix: '',
    sealed: 'c2VhbGVk',
    sealedAt: 1,
    keyOnDisk: { sealedKey: 'a2V5', sha256: 'd1' },
  };

  test.each([2 ** 17, 2 ** 18, 2 ** 19, 2 ** 20])('may ask for N = %i', (N) => {
    const seal = { ...typed, scrypt: { ...typed.scrypt, N } };
    expect(sealSchema.parse(seal)).toEqual(seal);
  });

  test.each([
    ['less work than it takes', { N: 2 ** 16 }],
    ['all memory', { N: 2 ** 21 }],
    ['an N that is no power of two', { N: 2 ** 17 + 1 }],
    ['another r', { r: 16 }],
    ['no round', { p: 0 }],
    ['many rounds', { p: 5 }],
    ['part of a round', { p: 1.5 }],
    ['a salt that is none', { salt: '§' }],
  ])('may not ask for %s', (_, scryptWish) => {
    const seal = { ...typed, scrypt: { ...typed.scrypt, ...scryptWish } };
    expect(sealSchema.safeParse(seal).success).toBe(false);
  });

  test('stores where the system’s own key was; in the first version that is unknown (S8)', () => {
    expect(sealSchema.parse(byStore)).toEqual(byStore);
    const { keyOnDisk, ...earlier } = byStore;
    expect(keyOnDisk).not.toBeNull();
    expect(sealSchema.parse(earlier)).toEqual({ ...byStore, keyOnDisk: null });
  });

  test.each([
    { ...byStore, kind: 'another' },
    { ...byStore, backend: 1 },
    { ...byStore, sealed: '§' },
    { ...byStore, sealedAt: 'today' },
    { ...byStore, keyOnDisk: {} },
    { ...typed, nonce: '§' },
    { ...typed, sealed: 1 },
    { ...typed, sealedAt: null },
  ])('is no seal with a wrong part: %o', (seal) => {
    expect(sealSchema.safeParse(seal).success).toBe(false);
  });
});
