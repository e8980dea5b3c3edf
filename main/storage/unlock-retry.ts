/**
 * When a vault that is not open is looked at again without the person asking for it (S6). A password
 * store that is there and locked asks them for its password each time it is asked: closing that
 * prompt focuses the window, and asking again on focus would prompt without end.
 */
import type { VaultView } from '../../ipc/vault-view.js';
import type { RetryTrigger } from '../ports/vault.js';
import type { PasswordStoreAnswer } from './keys/password-store.js';

/** @param answer the last one; null: still awaited, and its late answer counts. */
export function mayRetry(
  view: VaultView,
  occasion: RetryTrigger,
  answer: PasswordStoreAnswer['kind'] | null,
  mayAskThePerson: boolean,
): boolean {
  switch (view.kind) {
    case 'locked':
      return mayAnswerNow(occasion, answer, mayAskThePerson);
    case 'unreadable':
      return mayPass(view.cause);
    case 'opening':
    case 'open':
    case 'choose_protection':
    case 'passphrase_required':
      return false;
  }
}

/** Another copy of the app ends, a disk gets room or comes back: nobody has to say so. */
function mayPass(cause: Extract<VaultView, { kind: 'unreadable' }>['cause']): boolean {
  switch (cause) {
    case 'in_use':
    case 'disk_full':
    case 'not_accessible':
      return true;
    case 'damaged':
    case 'newer_version':
      return false;
  }
}

function mayAnswerNow(
  occasion: RetryTrigger,
  answer: PasswordStoreAnswer['kind'] | null,
  mayAskThePerson: boolean,
): boolean {
  switch (answer) {
    case 'does_not_protect':
      // Nobody was there who could have asked them.
      return true;
    case 'unavailable':
      // Unlocking the screen often unlocks the store with it, and is the person's own doing.
      return !mayAskThePerson || occasion === 'screen_unlocked';
    case 'changed':
      // It answered, for good: looking again changes nothing.
      return false;
    case null:
    case 'nothing_to_open':
    case 'opened':
      return false;
  }
}
