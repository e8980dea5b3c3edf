/**
 * While the vault does not open, looks at it again when that may have passed: each minute, and when
 * the window is focused or the screen unlocked. Whether it is then opened, and the password store
 * asked, is the vault's business (S6).
 */
import type { Clock, Timer } from '../ports/clock.js';
import type { RetryTrigger, Vault } from '../ports/vault.js';

const everyMs = 60_000;

export interface VaultRetry {
  /** Something happened on this computer. */
  noticed(occasion: Exclude<RetryTrigger, 'time_passed'>): void;
  stop(): void;
}

export function createVaultRetry(
  vault: Pick<Vault, 'view' | 'onChange' | 'retryOpening'>,
  clock: Clock,
): VaultRetry {
  let timer: Timer | null = null;
  let stopped = false;

  function follow(): void {
    timer?.cancel();
    timer = null;
    const { kind } = vault.view;
    if (stopped || (kind !== 'locked' && kind !== 'unreadable')) return;
    timer = clock.after(everyMs, () => void vault.retryOpening('time_passed').then(follow));
  }
  const forget = vault.onChange(follow);
  follow();

  return {
    noticed: (occasion) => void vault.retryOpening(occasion),
    stop() {
      stopped = true;
      forget();
      timer?.cancel();
    },
  };
}
