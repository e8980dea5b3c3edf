import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import {
  probeAfter,
  createSafeStorageSealer,
  type SafeStorageApi,
  blocksDuringKeyringPrompt,
} from './safe-storage.js';
import type { StoresOnBus } from './stores-on-bus.js';

/** Encrypts like Chromium on Linux with the password of a keyring. */
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

/** The same with only the asynchronous functions, as from Electron 46 on. */
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
])('knows whether %s block during a keyring prompt', (_, api, expected) => {
  expect(blocksDuringKeyringPrompt(api)).toBe(expected);
});

describe('reports that it does not protect with (S2)', () => {
  test.each([
    ['no keyring', noKeyring],
    ['Chromium’s own password', chromiumOnLinux('peanuts', 'v10')],
    ['an empty password from a broken keyring', chromiumOnLinux('')],
    ['the same by the asynchronous functions', asynchronous(chromiumOnLinux('peanuts', 'v10'))],
    ['no functions at all', {}],
    ['a result that differs', { ...chromiumOnLinux('real'), decryptString: () => 'x' }],
  ])('%s', async (_, api) => {
    expect(await sealerOver(api, 'linux').probe()).toMatchObject({
      kind: 'does_not_protect',
    });
  });

  test('no keyring to seal a key', async () => {
    const sealer = sealerOver(noKeyring, 'linux');
    await expect(sealer.seal(dataKey)).rejects.toThrow();
  });
});

test.each([
  ['linux', 'gnome_libsecret'],
  ['darwin', 'keychain'],
  ['win32', 'dpapi'],
] as const)('a real key protects on %s, with the backend %s (S2)', async (platform, backend) => {
  const sealer = sealerOver(chromiumOnLinux('from the keyring'), platform);
  expect(await sealer.probe()).toEqual({ kind: 'protects', backend });
});

test('opens what it sealed', async () => {
  const sealer = sealerOver(chromiumOnLinux('from the keyring'), 'linux');
  const opening = await sealer.open((await sealer.seal(dataKey)).sealed);
  expect(opening).toEqual({ kind: 'opened', key: dataKey, shouldSealAgain: false });
});

test('the asynchronous functions report when to seal again (S5)', async () => {
  const sealer = sealerOver(asynchronous(chromiumOnLinux('real'), true), 'linux');
  expect(await sealer.probe()).toEqual({ kind: 'protects', backend: 'kwallet6' });
  const opening = await sealer.open((await sealer.seal(dataKey)).sealed);
  expect(opening).toEqual({ kind: 'opened', key: dataKey, shouldSealAgain: true });
});

const bus = (secretService: string | null, hasPortal = false): StoresOnBus => ({
  secretService: () => Promise.resolve(secretService),
  hasSecretPortal: () => Promise.resolve(hasPortal),
});
const probeWith = (api: SafeStorageApi, onBus: StoresOnBus) =>
  createSafeStorageSealer(api, 'linux', () => Promise.resolve(keyOnDisk), onBus).probe();

test.each(['secret_service:keepassxc', 'secret_service', 'gnome_libsecret'])(
  'a Secret Service has the name of its program, %s, as the bus knows it (D5)',
  async (name) => {
    expect(await probeWith(chromiumOnLinux('real'), bus(name))).toEqual({
      kind: 'protects',
      backend: name,
    });
  },
);

test('a Secret Service that the first use starts has its name too (D5)', async () => {
  const answers = [null, 'secret_service:keepassxc'];
  const onBus = { ...bus(null), secretService: () => Promise.resolve(answers.shift() ?? null) };
  expect(await probeWith(chromiumOnLinux('real'), onBus)).toMatchObject({
    backend: 'secret_service:keepassxc',
  });
  expect(await probeWith(chromiumOnLinux('real'), bus(null))).toMatchObject({
    backend: 'gnome_libsecret',
  });
});

test('a KWallet is not asked for another name (D5)', async () => {
  const wallet = {
    ...chromiumOnLinux('real'),
    getSelectedStorageBackend: () => 'kwallet6' as const,
  };
  expect(await probeWith(wallet, bus('secret_service:keepassxc'))).toMatchObject({
    backend: 'kwallet6',
  });
});

test('without a store it is known whether there is a portal for secrets (D5)', async () => {
  for (const [hasPortal, backend] of [
    [true, 'only_portal'],
    [false, 'basic_text'],
  ] as const) {
    expect(await probeWith(noKeyring, bus(null, hasPortal))).toMatchObject({
      kind: 'does_not_protect',
      backend,
    });
  }
});

test('a portal that seals is not called “none” (D5)', async () => {
  const portal = {
    ...chromiumOnLinux('real'),
    getSelectedStorageBackend: () => 'basic_text' as const,
  };
  expect(await probeWith(portal, bus(null, true))).toEqual({
    kind: 'protects',
    backend: 'secret_portal',
  });
});

test('a missing keyring is unavailable, one with another key refuses (S6)', async () => {
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
  'on %s it keeps the system’s key file where there is one, and knows whether a call may prompt',
  async (platform, kept, mayAsk) => {
    const sealer = sealerOver(chromiumOnLinux('from the keyring'), platform);
    expect((await sealer.seal(dataKey)).keyOnDisk).toEqual(kept);
    expect(sealer.mayPromptUser).toBe(mayAsk);
    expect(sealer.answersOncePerStart).toBe(platform === 'linux');
    expect(sealer.isAlwaysPresent).toBe(platform !== 'linux');
  },
);

test('on Windows it seals nothing before the key is on the disk', async () => {
  const sealer = createSafeStorageSealer(chromiumOnLinux('real'), 'win32', () =>
    Promise.reject(new Error('not there')),
  );
  await expect(sealer.seal(dataKey)).rejects.toThrow('not there');
});

test('probes nothing before it is ready, then continues', async () => {
  let becomeReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));
  const calls: string[] = [];
  const api = chromiumOnLinux('real');
  const recording = {
    ...api,
    encryptString(text: string) {
      calls.push('encrypt');
      return api.encryptString(text);
    },
  };
  const probe = probeAfter(ready, sealerOver(recording, 'linux')).probe();
  await setImmediate();
  expect(calls).toEqual([]);
  becomeReady();
  expect(await probe).toMatchObject({ kind: 'protects' });
});
