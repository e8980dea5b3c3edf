/**
 * A server or an API on the internet that leads into a private network is either a mistake or an
 * attempt to make this computer send requests into that network (SSRF). What the user typed is fine
 * wherever it is.
 */
import type { AuthorizationServer } from './authorization-server.js';
import { isPrivateHost } from './private-address.js';
import { parseAddress } from './server-address.js';
import { endpoints } from './server-metadata.js';

export interface PrivateEndpoint {
  readonly name: (typeof endpoints)[number] | 'issuer';
  readonly host: string;
}

/**
 * Endpoints that the user has to confirm before anything is sent.
 *
 * @param typed the address that led to the server, e.g. that of an API; none are private if it is inside itself
 */
export function privateEndpointsOf(
  server: AuthorizationServer,
  typed: string = server.issuer,
): readonly PrivateEndpoint[] {
  return (['issuer', ...endpoints] as const).flatMap((name) => {
    const host = privateHostOf(server[name], typed);
    return host === null ? [] : [{ name, host }];
  });
}

/** The host, if it is private and `typed` is not; else null. */
export function privateHostOf(address: string | null, typed: string): string | null {
  if (address === null || !isInside(address) || isInside(typed)) return null;
  return new URL(address).host;
}

function isInside(address: string): boolean {
  const parsed = parseAddress(address);
  // Plain http outside this computer does not parse, and is not sent anything either.
  const url = parsed.kind === 'ok' ? parsed.value : URL.canParse(address) ? new URL(address) : null;
  return url !== null && isPrivateHost(url);
}
