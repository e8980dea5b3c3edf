/**
 * Decides when to try to open a vault again without a request of the user (S6). A locked password
 * store prompts for its password with each request. Closing that prompt focuses the window, so
 * retrying on focus would prompt without end.
 */
import type { VaultView } from '../../ipc/vault-view.js';
import type { RetryTrigger } from '../ports/vault.js';
import type { PasswordStoreAnswer } from './keys/password-store.js';

/**
 * The last answer of the password store; null: it is pending, and counts even if it is late.
 * `not_requested`: the vault was found without querying the store.
 */
export type LastAnswer = PasswordStoreAnswer['kind'] | 'not_requested' | null;

/** Parts to try again: `files` finds the vault without querying the password store. */
export type Retry = 'nothing' | 'files' | 'files_and_password_store';

export function retryFor(
  view: VaultView,
  trigger: RetryTrigger,
  answer: LastAnswer,
  mayPromptUser: boolean,
): Retry {
  switch (view.kind) {
    case 'locked':
      return mayAnswerNow(trigger, answer, mayPromptUser) ? 'files_and_password_store' : 'nothing';
    case 'unreadable':
      if (!mayPass(view.cause)) return 'nothing';
      return isUserPresent(trigger) || !mayPromptUser ? 'files_and_password_store' : 'files';
    case 'opening':
    case 'open':
    case 'choose_protection':
    case 'passphrase_required':
      return 'nothing';
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

/** A timer may also run out while the computer sleeps, and then fires when it wakes. */
function isUserPresent(trigger: RetryTrigger): boolean {
  switch (trigger) {
    case 'screen_unlocked':
    case 'window_focused':
      return true;
    case 'time_passed':
    case 'resumed':
      return false;
  }
}

function mayAnswerNow(trigger: RetryTrigger, answer: LastAnswer, mayPromptUser: boolean): boolean {
  switch (answer) {
    case 'does_not_protect':
      // There was no password store that could have prompted.
      return true;
    case 'not_requested':
      // A prompt would be the first, so the focus that it gives back starts no second one.
      return !mayPromptUser || isUserPresent(trigger);
    case 'unavailable':
      // Unlocking the screen often unlocks the store too, and the user is there.
      return !mayPromptUser || trigger === 'screen_unlocked';
    case 'changed':
      // The answer is final: another request changes nothing.
      return false;
    case null:
    case 'nothing_to_open':
    case 'opened':
      return false;
  }
}
