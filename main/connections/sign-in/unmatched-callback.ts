/**
 * An answer from the browser that is not used, as a note for the user who waits for it. Anyone can send
 * one (H1, R13), so it ends nothing, and of its text only a plain `error` is shown.
 */
import type { Failure, FailureCode } from '../../../ipc/failure.js';
import { type Callback, callbackLimit } from '../../oauth/callback.js';
import { isSameRedirect } from '../../oauth/redirect-uri.js';
import type { PendingInBrowser } from '../connection.js';
import { failureOf } from '../failures.js';

/** @returns null: it did not come to the redirect URI of this sign-in, or it is the answer to it */
export function unmatchedCallback(
  callback: Callback,
  { redirectUri, state }: Pick<PendingInBrowser, 'redirectUri' | 'state'>,
): Failure | null {
  if (callback.kind === 'not_a_callback' || callback.redirectUri === null) return null;
  if (!isSameRedirect(redirectUri, callback.redirectUri)) return null;
  if (callback.kind === 'too_long') {
    return failureOf('answer_too_long', `longer than ${String(callbackLimit)} characters`);
  }
  if (callback.kind === 'malformed') return failureOf('answer_without_state', callback.reason);
  if (callback.state === state) return null;
  if (callback.state !== null && callback.state !== '')
    return failureOf('address_of_other_sign_in');
  const error = callback.parameters.get('error');
  return error === null
    ? failureOf('answer_without_state', 'no state')
    : { ...failureOf('error_without_state', 'no state'), serverError: plainName(error) };
}

/** Bounded: no token, no sentence and no address fits in. */
function plainName(error: string): string | null {
  return /^(?=.{3,40}$)[a-z]+(_[a-z]+)*$/.test(error) ? error : null;
}

/** The least telling first. */
const notes: readonly FailureCode[] = [
  'address_of_other_sign_in',
  'answer_without_state',
  'answer_too_long',
  'error_without_state',
  'answer_by_another_user',
];

/** Only a more telling note takes the place of another, so that no flood of links changes it for ever. */
export function replacesNote(note: Failure, before: Failure | null): boolean {
  return before === null || notes.indexOf(note.code) > notes.indexOf(before.code);
}
