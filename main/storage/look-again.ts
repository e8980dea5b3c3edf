/**
 * When a locked vault is looked at again without the person asking for it (S6). A password store
 * that is there and locked asks them for its password each time it is asked: closing that prompt
 * focuses the window, and asking again on focus would prompt without end.
 */
import type { LookOccasion } from '../connections/ports.js';
import type { PasswordStoreAnswer } from './keys/password-store.js';

/** @param answer the last one; null: still awaited, and its late answer counts. */
export function mayLookAgain(
  occasion: LookOccasion,
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
