/**
 * An answer from the browser that is not used, as a note for the user who waits for it. Anyone can send
 * one (H1, R13), so it ends nothing, and of its text only a plain `error` is shown.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { Callback } from '../../oauth/callback.js';
import { isSameRedirect } from '../../oauth/redirect-uri.js';
import type { PendingInBrowser } from '../connection.js';
import { failureOf } from '../failures.js';

/** @returns null: it did not come to the redirect URI of this sign-in, or it is the answer to it */
export function unusedAnswer(
  callback: Callback,
  { redirectUri, state }: Pick<PendingInBrowser, 'redirectUri' | 'state'>,
): Failure | null {
  if (callback.kind !== 'response' && callback.kind !== 'malformed') return null;
  if (!isSameRedirect(redirectUri, callback.redirectUri)) return null;
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

/** The first note of each kind stays, so that a flood of links causes no flood of changes. */
export function replacesNote(note: Failure, before: Failure | null): boolean {
  return before?.code !== note.code && before?.code !== 'error_without_state';
}
