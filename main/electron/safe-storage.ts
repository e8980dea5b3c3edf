/**
 * The computer's password store behind the KeySealer port: Electron's safeStorage, by its
 * asynchronous functions where the running Electron has them (42 and later), else by the
 * synchronous ones, which 46 no longer has.
 *
 * Neither availability call is asked: both have been seen to be wrong. What counts is whether
 * something can be sealed, and whether it then takes more than publicly known keys to open it.
 */
import { createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';

import type { SafeStorage } from 'electron';

import type { KeyOnDisk, KeySealer, SealerProbe } from '../ports/key-sealer.js';

/** Any Electron's safeStorage: which of its functions exist depends on version and platform. */
export interface SafeStorageApi extends Partial<
  Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>
> {
  /** Declared here because Electron's own types call it deprecated. */
  encryptString?(text: string): Buffer;
  decryptString?(sealed: Buffer): string;
}

/** Whether main does nothing else while the password store is asked: before Electron 42. */
export function standsStillForKeyring(safeStorage: SafeStorageApi): boolean {
  return safeStorage.encryptStringAsync === undefined;
}

/** To be used only after Electron's `ready`: asked earlier, macOS makes an entry of another name. */
export function createSafeStorageSealer(
  safeStorage: SafeStorageApi,
  platform: NodeJS.Platform,
  /** Windows: waits until the key is on the disk (local-state.ts). */
  keyOnDisk: () => Promise<KeyOnDisk>,
): KeySealer {
  const backend = () => backendName(safeStorage, platform);

  async function probe(): Promise<SealerProbe> {
    const canary = randomBytes(16).toString('base64');
    try {
      const sealed = await encrypt(safeStorage, canary);
      if (platform === 'linux' && opensWithPublicKey(sealed, canary)) {
        return doesNotProtect('it encrypts with a publicly known key');
      }
      const { text } = await decrypt(safeStorage, sealed);
      if (text !== canary) return doesNotProtect('it does not open what it sealed');
      return { kind: 'protects', backend: backend() };
    } catch (error) {
      return doesNotProtect(reasonOf(error));
    }
  }
  const doesNotProtect = (reason: string) =>
    ({ kind: 'does_not_protect', backend: backend(), reason }) as const;

  return {
    probe,
    // Windows opens what belongs to the login without a word; a keychain or keyring may be locked.
    mayAskThePerson: platform !== 'win32',
    isAlwaysThere: platform !== 'linux',
    // Chromium on Linux looks for a keyring once, and keeps to what it found until it ends.
    asksOncePerStart: platform === 'linux',

    async seal(key) {
      const sealed = await encrypt(safeStorage, Buffer.from(key).toString('base64'));
      return { sealed, keyOnDisk: platform === 'win32' ? await keyOnDisk() : null };
    },

    async open(sealed) {
      try {
        const { text, shouldSealAgain } = await decrypt(safeStorage, Buffer.from(sealed));
        return { kind: 'opened', key: Buffer.from(text, 'base64'), shouldSealAgain };
      } catch (error) {
        // Its errors do not say which it is, so it is asked for something it surely can open.
        const { kind } = await probe();
        const reason = reasonOf(error);
        return { kind: kind === 'protects' ? 'refused' : 'unavailable', reason };
      }
    },
  };
}

/**
 * The same, first asked after `moment`. Everybody probes before they ask for more: so much of a vault
 * can be opened meanwhile as needs no password store.
 */
export function askedAfter(moment: Promise<void>, sealer: KeySealer): KeySealer {
  return {
    ...sealer,
    async probe() {
      await moment;
      return sealer.probe();
    },
  };
}

async function encrypt(safeStorage: SafeStorageApi, text: string): Promise<Buffer> {
  if (safeStorage.encryptStringAsync) return safeStorage.encryptStringAsync(text);
  if (safeStorage.encryptString) return safeStorage.encryptString(text);
  throw new Error('safeStorage has no function to encrypt');
}

async function decrypt(
  safeStorage: SafeStorageApi,
  sealed: Buffer,
): Promise<{ readonly text: string; readonly shouldSealAgain: boolean }> {
  if (safeStorage.decryptStringAsync) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
    return { text: result, shouldSealAgain: shouldReEncrypt };
  }
  if (safeStorage.decryptString) {
    return { text: safeStorage.decryptString(sealed), shouldSealAgain: false };
  }
  throw new Error('safeStorage has no function to decrypt');
}

function backendName(safeStorage: SafeStorageApi, platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return 'keychain';
    case 'win32':
      return 'dpapi';
    default:
      return safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
  }
}

/** Chromium's own when there is no keyring, and the empty one a broken keyring has been seen to give. */
const publicPasswords = ['peanuts', ''];

/** Chromium on Linux: a prefix of 3 bytes, then AES-128-CBC under PBKDF2-SHA1 with fixed salt and IV. */
function opensWithPublicKey(sealed: Buffer, text: string): boolean {
  return publicPasswords.some((password) => {
    const key = pbkdf2Sync(password, 'saltysalt', 1, 16, 'sha1');
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '));
    try {
      const opened = Buffer.concat([decipher.update(sealed.subarray(3)), decipher.final()]);
      return opened.toString('utf8') === text;
    } catch {
      return false;
    }
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'no reason given';
}
