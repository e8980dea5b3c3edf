/** Tells from metadata whether a server gives out authorization codes (RFC 8414 §2). */
import type * as oauth from 'oauth4webapi';

import { textOrEmpty } from '../text/outside-text.js';

/**
 * Where neither member is there, the defaults have it. Servers leave the grant out of those that they
 * do support, so that list counts only where the response types do not say either.
 */
export function offersAuthorizationCode(metadata: oauth.AuthorizationServer): boolean {
  const types = listOf(metadata.response_types_supported);
  if (types.length > 0) return types.includes('code');
  const grants = listOf(metadata.grant_types_supported);
  return grants.length === 0 || grants.includes('authorization_code');
}

/** Both members as they are, for support. */
export function describeOffer(metadata: oauth.AuthorizationServer): string {
  const listed = (['response_types_supported', 'grant_types_supported'] as const).flatMap((name) =>
    Array.isArray(metadata[name]) ? [`${name} is ${JSON.stringify(metadata[name])}`] : [],
  );
  return textOrEmpty('value', listed.join(', '));
}

/** The library types it as a list and does not check. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
