/**
 * A server on the internet with endpoints inside a private network is either a mistake or an attempt
 * to make this computer send requests into that network (SSRF). A server that is inside as a whole is
 * fine.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

import type { AuthorizationServer } from './authorization-server.js';
import { endpoints } from './server-metadata.js';

export interface PrivateEndpoint {
  readonly name: (typeof endpoints)[number];
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

/** Endpoints that the user has to confirm before anything is sent; none when the issuer itself is inside. */
export function privateEndpointsOf(server: AuthorizationServer): readonly PrivateEndpoint[] {
  if (isInside(server.issuer)) return [];
  return endpoints.flatMap((name) => {
    const endpoint = server[name];
    return endpoint !== null && isInside(endpoint) ? [{ name, host: new URL(endpoint).host }] : [];
  });
}

function isInside(address: string): boolean {
  const { hostname } = new URL(address);
  if (/(^|\.)localhost\.?$/.test(hostname)) return true;
  const ip = hostname.replace(/[[\]]/g, '');
  return isIPv6(ip) ? inside.check(ip, 'ipv6') : isIPv4(ip) && inside.check(ip, 'ipv4');
}
