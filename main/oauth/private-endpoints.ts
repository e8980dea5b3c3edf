/**
 * A server or an API on the internet that leads into a private network is either a mistake or an
 * attempt to make this computer send requests into that network (SSRF). What the user typed is fine
 * wherever it is.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

import type { AuthorizationServer } from './authorization-server.js';
import { parseAddress } from './server-address.js';
import { endpoints } from './server-metadata.js';

export interface PrivateEndpoint {
  readonly name: (typeof endpoints)[number] | 'issuer';
  readonly host: string;
}

/** Loopback, private, link-local, shared and unspecified addresses (RFC 6890). */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inside.addSubnet(network, prefix, 'ipv4');
}
inside.addSubnet('::', 127, 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('fe80::', 10, 'ipv6');

/** Local by definition (RFC 6761 §6.3, RFC 6762, RFC 8375), or by custom (RFC 6762 appendix G). */
const insideDomain = /(^|\.)(localhost|local|internal|intranet|private|corp|home|lan|home\.arpa)$/;

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
  if (url === null) return false;
  const hostname = url.hostname.replace(/\.$/, '');
  const ip = hostname.replace(/[[\]]/g, '');
  if (isIPv6(ip)) return inside.check(ip, 'ipv6');
  if (isIPv4(ip)) return inside.check(ip, 'ipv4');
  // A name without a dot is completed by the network's own domain.
  return insideDomain.test(hostname) || !hostname.includes('.');
}
