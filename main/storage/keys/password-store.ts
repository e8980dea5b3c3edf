/** Asks the computer's password store (KeySealer) for the data key and checks its answer. */
import type { KeySealer, SealerProbe, SealOpening } from '../../ports/key-sealer.js';
import { deriveKeys } from './data-key.js';
import { type ValidKeyFile, passwordStoreSealsOf } from './key-file.js';
import type { PasswordStoreSeal } from './seals.js';

export type PasswordStoreAnswer =
  | {
      readonly kind: 'opened';
      readonly dataKey: Uint8Array;
      readonly by: ValidKeyFile;
      readonly backend: string;
      /** The seal should be replaced: the store says so, or a store of another name opened it. */
      readonly shouldSealAgain: boolean;
    }
  /** It works; there was no seal to open. */
  | { readonly kind: 'nothing_to_open'; readonly backend: string }
  /** This computer has none, or one that protects nothing. */
  | { readonly kind: 'does_not_protect'; readonly backend: string }
  /** Locked or busy: it may answer later (S6). */
  | { readonly kind: 'unavailable'; readonly backend: string }
  /** It works, and opens none of the seals: it is another store, or has another key. */
  | { readonly kind: 'changed'; readonly backend: string };

/** Tries the seals of the key files in the order given. Never rejects. */
export async function queryPasswordStore(
  sealer: KeySealer,
  keyFiles: readonly ValidKeyFile[],
): Promise<PasswordStoreAnswer> {
  const { kind, backend } = await probed(sealer);
  const seals = passwordStoreSealsOf(keyFiles);
  if (kind === 'does_not_protect') {
    // It made these seals, so it is there: locked, or denied by the user.
    const refuses = sealer.isAlwaysPresent && seals.length > 0;
    return { kind: refuses ? 'unavailable' : kind, backend };
  }
  if (seals.length === 0) return { kind: 'nothing_to_open', backend };

  for (const { by, seal } of seals) {
    const opening = await openedBy(sealer, seal);
    if (opening.kind === 'unavailable') return { kind: 'unavailable', backend };
    if (opening.kind === 'refused') continue;
    // A store without authenticated encryption may "open" a seal to a wrong key.
    if (deriveKeys(opening.key).keyFingerprint !== by.body.keyFingerprint) continue;
    const shouldSealAgain = opening.shouldSealAgain || seal.backend !== backend;
    return { kind: 'opened', dataKey: opening.key, by, backend, shouldSealAgain };
  }
  return { kind: 'changed', backend };
}

/** A failed probe counts as a store that does not protect. */
async function probed(sealer: KeySealer): Promise<SealerProbe> {
  try {
    return await sealer.probe();
  } catch {
    return { kind: 'does_not_protect', backend: 'unknown', reason: 'the probe failed' };
  }
}

async function openedBy(sealer: KeySealer, seal: PasswordStoreSeal): Promise<SealOpening> {
  try {
    return await sealer.open(Buffer.from(seal.sealed, 'base64'));
  } catch {
    return { kind: 'unavailable', reason: 'asking the password store failed' };
  }
}

/** Resolves to null after `ms`, or when `signal` aborts; the promise itself continues. */
export async function answerWithin<T>(
  promise: Promise<T>,
  ms: number,
  signal: AbortSignal,
): Promise<T | null> {
  let giveUp: () => void = () => undefined;
  const deadline = new Promise<null>((resolve) => {
    giveUp = () => resolve(null);
  });
  const timer = setTimeout(giveUp, ms);
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
