/**
 * A callback that the user pasted. It is checked here as far as this computer can: what people
 * paste wrongly leaves the sign-in waiting, and only what the server answers ends it.
 */
import type { Failure } from '../../../ipc/failure.js';
import { validateAuthorizationResponse } from '../../oauth/authorization-code-grant.js';
import { type Callback, type CallbackResponse, readCallback } from '../../oauth/callback.js';
import type { OAuthContext } from '../../oauth/context.js';
import { findCallback } from '../../oauth/pasted-callback.js';
import { isSameRedirect } from '../../oauth/redirect-uri.js';
import type { PendingInBrowser } from '../connection.js';
import { failureFromOAuth, failureOf } from '../failures.js';
import { grantRequest } from './grant-request.js';
import { unmatchedCallback } from './unmatched-callback.js';

export type ValidatedCallback =
  | { readonly kind: 'valid'; readonly callback: CallbackResponse }
  | { readonly kind: 'unusable'; readonly failure: Failure };

export function validatePastedCallback(
  text: string,
  pending: PendingInBrowser,
  context: OAuthContext,
): ValidatedCallback {
  const read = (address: string) => validateCallback(readCallback(address), pending, context);
  const found = findCallback(
    text,
    pending.redirectUri,
    (address) => read(address).kind === 'valid',
  );
  switch (found.kind) {
    case 'found':
    case 'refused':
      return read(found.address);
    case 'query_only':
      return unusable(failureOf('address_start_missing', 'a query without its address'));
    case 'code_only':
      return unusable(failureOf('address_code_only', 'no state'));
    case 'none':
      return unusable(failureOf('address_not_ours', 'no redirect URI of this app'));
  }
}

function validateCallback(
  callback: Callback,
  pending: PendingInBrowser,
  context: OAuthContext,
): ValidatedCallback {
  const { state, redirectUri, parameters } = pending;
  const { server } = parameters;
  if (callback.kind !== 'response') {
    return unusable(
      unmatchedCallback(callback, pending) ?? failureOf('address_not_ours', callback.kind),
    );
  }
  const { parameters: given } = callback;
  if (isSameRedirect(redirectUri, callback.redirectUri)) {
    if (isCut(callback.state, state) && given.get('error') === null) return cut('state');
  }
  const unused = unmatchedCallback(callback, pending);
  if (unused !== null) return unusable(unused);
  if (callback.state !== state) return unusable(failureOf('address_of_other_sign_in'));
  if (!given.get('code') && !given.get('error')) return cut('code');
  const iss = given.get('iss');
  if ((iss !== null || server.sendsIssuer) && isCut(iss, server.issuer)) return cut('iss');
  const validated = validateAuthorizationResponse(grantRequest(pending, callback), context);
  // A refusal of the server's has the state of this sign-in: it counts, and ends it.
  return validated.kind === 'rejected_response' && isLocal.has(validated.error.code)
    ? unusable(failureFromOAuth(validated).failure)
    : { kind: 'valid', callback };
}

/** Codes by which validation itself refuses, in contrast to an `error` that the server sent. */
const isLocal: ReadonlySet<string> = new Set([
  'authorization_response_mismatch',
  'authorization_response_rejected',
]);

/** Not there at all, or only its beginning. */
function isCut(given: string | null, whole: string): boolean {
  return !given || (given !== whole && whole.startsWith(given));
}

const cut = (parameter: string) =>
  unusable(failureOf('address_end_missing', `missing or cut: ${parameter}`));

const unusable = (failure: Failure) => ({ kind: 'unusable', failure }) as const;
