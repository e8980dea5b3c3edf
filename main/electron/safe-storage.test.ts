import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import {
  probeAfter,
  createSafeStorageSealer,
  type SafeStorageApi,
  blocksDuringKeyringPrompt,
} from './safe-storage.js';

/** A stand-in that encrypts as Chromium on Linux does, with the password of a keyring. */
function chromiumOnLinux(password: string, prefix = 'v11') {
  const key = pbkdf2Sync(password, 'saltysalt', 1, 16, 'sha1');
  const iv = Buffer.alloc(16, ' ');
  return {
    encryptString(text: string) {
      const cipher = createCipheriv('aes-128-cbc', key, iv);
      return Buffer.concat([Buffer.from(prefix), cipher.update(text), cipher.final()]);
    },
    decryptString(sealed: Buffer) {
      const decipher = createDecipheriv('aes-128-cbc', key, iv);
      return Buffer.concat([decipher.update(sealed.subarray(3)), decipher.final()]).toString();
    },
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
  } satisfies SafeStorageApi;
}

/** The same by the functions of Electron 42 and later, and without the others, as from 46 on. */
function asynchronous(
  api: ReturnType<typeof chromiumOnLinux>,
  shouldReEncrypt = false,
): SafeStorageApi {
  return {
    encryptStringAsync: (text) => Promise.resolve().then(() => api.encryptString(text)),
    decryptStringAsync: (sealed) =>
      Promise.resolve().then(() => ({ result: api.decryptString(sealed), shouldReEncrypt })),
    getSelectedStorageBackend: () => 'kwallet6',
  };
}

const noKeyring: SafeStorageApi = {
  encryptString: () => {
    throw new Error('Encryption is not available.');
  },
  decryptString: () => {
    throw new Error('Encryption is not available.');
  },
  getSelectedStorageBackend: () => 'basic_text',
};

const dataKey = Buffer.alloc(32, 9);

const keyOnDisk = { sealedKey: 'RFBBUEk=', sha256: 'of it' };

function sealerOver(api: SafeStorageApi, platform: NodeJS.Platform) {
  return createSafeStorageSealer(api, platform, () => Promise.resolve(keyOnDisk));
}

test.each([
  ['the synchronous functions', chromiumOnLinux('real'), true],
  ['the asynchronous functions', asynchronous(chromiumOnLinux('real')), false],
])('while a keyring is asked by %s, main stands still or does not', (_, api, expected) => {
  expect(blocksDuringKeyringPrompt(api)).toBe(expected);
});

describe('what does not protect is said not to', () => {
  test.each([
    ['no keyring', noKeyring],
    ['Chromium’s own password', chromiumOnLinux('peanuts', 'v10')],
    ['an empty password from a broken keyring', chromiumOnLinux('')],
    ['the same by the asynchronous functions', asynchronous(chromiumOnLinux('peanuts', 'v10'))],
    ['nothing at all', {}],
    ['one that opens to something else', { ...chromiumOnLinux('real'), decryptString: () => 'x' }],
  ])('S2: %s', async (_, api) => {
    expect(await sealerOver(api, 'linux').probe()).toMatchObject({
      kind: 'does_not_protect',
    });
  });

  test('no key is sealed without a keyring', async () => {
    const sealer = sealerOver(noKeyring, 'linux');
    await expect(sealer.seal(dataKey)).rejects.toThrow();
  });
});

test.each([
  ['linux', 'gnome_libsecret'],
  ['darwin', 'keychain'],
  ['win32', 'dpapi'],
] as const)('S2: on %s a real key protects, by the name of %s', async (platform, backend) => {
  const sealer = sealerOver(chromiumOnLinux('from the keyring'), platform);
  expect(await sealer.probe()).toEqual({ kind: 'protects', backend });
});

test('what was sealed opens to the same key', async () => {
  const sealer = sealerOver(chromiumOnLinux('from the keyring'), 'linux');
  const opening = await sealer.open((await sealer.seal(dataKey)).sealed);
  expect(opening).toEqual({ kind: 'opened', key: dataKey, shouldSealAgain: false });
});

test('S5: the asynchronous functions also say when to seal again', async () => {
  const sealer = sealerOver(asynchronous(chromiumOnLinux('real'), true), 'linux');
  expect(await sealer.probe()).toEqual({ kind: 'protects', backend: 'kwallet6' });
  const opening = await sealer.open((await sealer.seal(dataKey)).sealed);
  expect(opening).toEqual({ kind: 'opened', key: dataKey, shouldSealAgain: true });
});

test('S6: a keyring that is gone is unavailable, one with another key refuses', async () => {
  const { sealed } = await sealerOver(chromiumOnLinux('real'), 'linux').seal(dataKey);
  const openedBy = (api: SafeStorageApi) => sealerOver(api, 'linux').open(sealed);
  expect(await openedBy(noKeyring)).toMatchObject({ kind: 'unavailable' });
  expect(await openedBy(chromiumOnLinux('another'))).toMatchObject({ kind: 'refused' });
});

test.each([
  ['linux', null, true],
  ['darwin', null, true],
  ['win32', keyOnDisk, false],
] as const)(
  'on %s a key file keeps of the system’s own what it has in a file, and asking may ask the person or not',
  async (platform, kept, mayAsk) => {
    const sealer = sealerOver(chromiumOnLinux('from the keyring'), platform);
    expect((await sealer.seal(dataKey)).keyOnDisk).toEqual(kept);
    expect(sealer.mayAskThePerson).toBe(mayAsk);
    expect(sealer.asksOncePerStart).toBe(platform === 'linux');
    expect(sealer.isAlwaysThere).toBe(platform !== 'linux');
  },
);

test('on Windows nothing is sealed while the key to it is not on the disk', async () => {
  const sealer = createSafeStorageSealer(chromiumOnLinux('real'), 'win32', () =>
    Promise.reject(new Error('not there')),
  );
  await expect(sealer.seal(dataKey)).rejects.toThrow('not there');
});

test('a password store is asked nothing before its moment, and then all that was asked', async () => {
  let come = (): void => undefined;
  const moment = new Promise<void>((resolve) => (come = resolve));
  const asked: string[] = [];
  const api = chromiumOnLinux('real');
  const noting = {
    ...api,
    encryptString(text: string) {
      asked.push('encrypt');
      return api.encryptString(text);
    },
  };
  const probe = probeAfter(moment, sealerOver(noting, 'linux')).probe();
  await setImmediate();
  expect(asked).toEqual([]);
  come();
  expect(await probe).toMatchObject({ kind: 'protects' });
});
