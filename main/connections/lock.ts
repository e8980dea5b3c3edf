/**
 * The lock: while it is on, nothing that somebody else could read names an account, and the window can
 * ask for nothing but to unlock. Connections keep being refreshed, unless a passphrase protects them:
 * then the app starts again without its data key (ADR 23).
 */
import type { Failure } from '../../ipc/failure.js';
import type { UserPresence } from '../ports/user-presence.js';
import type { Vault } from '../ports/vault.js';
import { failureOf } from './failures.js';

export interface LockOptions {
  readonly vault: Pick<Vault, 'view'>;
  readonly userPresence: UserPresence;
  /** Ends everything in order, the vault last, and starts the app again where its window is as it was. */
  readonly startAgain: () => Promise<void>;
}

export class Lock {
  readonly #options: LockOptions;
  readonly #listeners: (() => void)[] = [];
  #isLocked = false;
  #isEnding = false;

  constructor(options: LockOptions) {
    this.#options = options;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** True where names must not be readable: also before the passphrase has been entered. */
  get hidesNames(): boolean {
    return this.#isLocked || this.#options.vault.view.kind === 'passphrase_required';
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Resolves to null once the names are hidden, or to why there is nothing to lock. */
  async lock(): Promise<Failure | null> {
    const { vault, startAgain } = this.#options;
    if (this.hidesNames) return null;
    const { view } = vault;
    if (view.kind !== 'open') return failureOf('storage_locked', `the vault is ${view.kind}`);
    this.#set(true);
    if (view.protection.kind !== 'passphrase') return null;
    this.#isEnding = true;
    await startAgain();
    return null;
  }

  /** Stays locked where the user does not confirm that it is them. */
  async unlock(): Promise<void> {
    if (!this.#isLocked || !(await this.#options.userPresence.confirm())) return;
    if (!this.#isEnding) this.#set(false);
  }

  #set(isLocked: boolean): void {
    this.#isLocked = isLocked;
    this.#listeners.forEach((notify) => notify());
  }
}
