/** Rich authorization requests: what exactly a token is good for, beside its scopes (RFC 9396). */
import { isJsonObject, type JsonObject } from '../text/json.js';
import type { TokenSet } from './token-set.js';

/** More is not kept: a connection is read whole, and nobody reads a longer list. */
const mostDetails = 50;
const longestDetails = 64 * 1024;

/**
 * Those of a token response. They are shown and decide nothing, so what is no list of typed objects is
 * left out, not refused.
 *
 * @see RFC 9396 §7
 */
export function authorizationDetailsIn(
  body: JsonObject | null,
): Pick<TokenSet, 'authorizationDetails'> {
  const named = body?.['authorization_details'];
  if (!Array.isArray(named)) return {};
  const details = (named as readonly JsonObject[])
    .filter((each) => isJsonObject(each) && typeof each['type'] === 'string')
    .slice(0, mostDetails);
  const isUsable = details.length > 0 && JSON.stringify(details).length <= longestDetails;
  return isUsable ? { authorizationDetails: details } : {};
}
