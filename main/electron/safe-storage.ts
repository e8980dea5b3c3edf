/**
 * The KeySealer port on Electron's safeStorage. Uses its asynchronous functions where the running
 * Electron has them (42 and later), otherwise the synchronous ones, which Electron 46 removes.
 *
 * Does not call either availability function: both have been wrong in practice. A canary shows whether
 * sealing works, and whether opening it takes more than a publicly known key.
 */
import { createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';

import type { SafeStorage } from 'electron';

import type { KeyOnDisk, KeySealer, SealerProbe } from '../ports/key-sealer.js';
import type { StoresOnBus } from './stores-on-bus.js';

/** safeStorage of any Electron: which functions exist depends on version and platform. */
export interface SafeStorageApi extends Partial<
  Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>
> {
  /** Declared here because Electron's own types mark it as deprecated. */
  encryptString?(text: string): Buffer;
  decryptString?(sealed: Buffer): string;
}

/** Electron's names: of a Secret Service, and of none. */
const libsecret = 'gnome_libsecret';
const noStore = 'basic_text';
/** The portal of xdg-desktop-portal has no name in Electron: as a store, and where it is of no use. */
const secretPortal = 'secret_portal';
const onlyPortal = 'only_portal';

/** Before Electron 42 the main process blocks while the password store prompts. */
export function blocksDuringKeyringPrompt(safeStorage: SafeStorageApi): boolean {
  return safeStorage.encryptStringAsync === undefined;
}

/** Use only after Electron's `ready` event: before it, macOS creates a keychain entry of another name. */
export function createSafeStorageSealer(
  safeStorage: SafeStorageApi,
  platform: NodeJS.Platform,
  /** Resolves once the key is on the disk, on Windows (local-state.ts). */
  keyOnDisk: () => Promise<KeyOnDisk>,
  /** Omitted: Electron's names are used as they are. */
  onBus?: StoresOnBus,
): KeySealer {
  const electronName = () => backendName(safeStorage, platform);

  async function probe(): Promise<SealerProbe> {
    // Asked meanwhile: the synchronous functions block for longer than the bus takes.
    const running = electronName() === libsecret ? onBus?.secretService() : undefined;
    const problem = await problemOfStore();
    const name = electronName();
    if (problem !== null) {
      const hasPortal = name === noStore && (await onBus?.hasSecretPortal());
      const backend = hasPortal ? onlyPortal : name;
      return { kind: 'does_not_protect', backend, reason: problem };
    }
    if (name === libsecret && onBus !== undefined) {
      // The first use may have started it.
      const service = (await running) ?? (await onBus.secretService());
      return { kind: 'protects', backend: service ?? name };
    }
    // Electron does not count a portal as a store.
    return { kind: 'protects', backend: name === noStore ? secretPortal : name };
  }

  /** Null: it protects. */
  async function problemOfStore(): Promise<string | null> {
    const canary = randomBytes(16).toString('base64');
    try {
      const sealed = await encrypt(safeStorage, canary);
      if (platform === 'linux' && opensWithPublicKey(sealed, canary)) {
        return 'it encrypts with a publicly known key';
      }
      const { text } = await decrypt(safeStorage, sealed);
      return text === canary ? null : 'it does not open what it sealed';
    } catch (error) {
      return reasonOf(error);
    }
  }

  return {
    probe,
    // Windows opens what belongs to the login without a prompt; a keychain or keyring may be locked.
    mayPromptUser: platform !== 'win32',
    isAlwaysPresent: platform !== 'linux',
    // Chromium on Linux looks for a keyring once per process and keeps the result.
    answersOncePerStart: platform === 'linux',

    async seal(key) {
      const sealed = await encrypt(safeStorage, Buffer.from(key).toString('base64'));
      return { sealed, keyOnDisk: platform === 'win32' ? await keyOnDisk() : null };
    },

    async open(sealed) {
      try {
        const { text, shouldSealAgain } = await decrypt(safeStorage, Buffer.from(sealed));
        return { kind: 'opened', key: Buffer.from(text, 'base64'), shouldSealAgain };
      } catch (error) {
        // The error does not tell which it is, so try something that surely can be opened.
        const { kind } = await probe();
        const reason = reasonOf(error);
        return { kind: kind === 'protects' ? 'refused' : 'unavailable', reason };
      }
    },
  };
}

/**
 * The same sealer, which probes only once `ready` has resolved. A probe comes before every other call,
 * so until then the vault can open what needs no password store.
 */
export function probeAfter(ready: Promise<void>, sealer: KeySealer): KeySealer {
  return {
    ...sealer,
    async probe() {
      await ready;
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

/** Chromium's own without a keyring, and the empty one that a broken keyring has been seen to return. */
const publicPasswords = ['peanuts', ''];

/**
 * The format of Chromium on Linux: a prefix of 3 bytes, then AES-128-CBC under PBKDF2-SHA1 with a fixed
 * salt and IV.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/sync/os_crypt_linux.cc
 */
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
