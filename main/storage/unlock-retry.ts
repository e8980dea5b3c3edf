/**
 * Decides when to try to open a vault again without a request of the user (S6). A locked password
 * store prompts for its password with each request. Closing that prompt focuses the window, so
 * retrying on focus would prompt without end.
 */
import type { VaultView } from '../../ipc/vault-view.js';
import type { RetryTrigger } from '../ports/vault.js';
import type { PasswordStoreAnswer } from './keys/password-store.js';

/** @param answer the last one; null: it is pending, and counts even if it is late */
export function mayRetry(
  view: VaultView,
  occasion: RetryTrigger,
  answer: PasswordStoreAnswer['kind'] | null,
  mayPromptUser: boolean,
): boolean {
  switch (view.kind) {
    case 'locked':
      return mayAnswerNow(occasion, answer, mayPromptUser);
    case 'unreadable':
      return mayPass(view.cause);
    case 'opening':
    case 'open':
    case 'choose_protection':
    case 'passphrase_required':
      return false;
  }
}

/**
 * Another instance of the app may quit, a disk may have room again or come back, without anybody
 * reporting it.
 */
function mayPass(cause: Extract<VaultView, { kind: 'unreadable' }>['cause']): boolean {
  switch (cause) {
    case 'in_use':
    case 'disk_full':
    case 'not_accessible':
    case 'other_owner':
      return true;
    case 'damaged':
    case 'newer_version':
      return false;
  }
}

function mayAnswerNow(
  occasion: RetryTrigger,
  answer: PasswordStoreAnswer['kind'] | null,
  mayPromptUser: boolean,
): boolean {
  switch (answer) {
    case 'does_not_protect':
      // There was no password store that could have prompted.
      return true;
    case 'unavailable':
      // Unlocking the screen often unlocks the store too, and the user is there.
      return !mayPromptUser || occasion === 'screen_unlocked';
    case 'changed':
      // The answer is final: another request changes nothing.
      return false;
    case null:
    case 'nothing_to_open':
    case 'opened':
      return false;
  }
}
