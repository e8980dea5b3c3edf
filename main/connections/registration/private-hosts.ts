/** Hosts inside the user's network to which a server or an API leads: they are sent nothing before the user agrees. */
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import { privateEndpointsOf, privateHostOf } from '../../oauth/private-endpoints.js';

export interface PrivateHosts {
  readonly kind: 'private_hosts';
  readonly hosts: readonly string[];
}

/**
 * Null: there is nothing to agree to.
 *
 * @param target the address of a server that is not known yet, or a server with all its endpoints
 * @param typed the address that the user typed, or the issuer of a service that they chose
 * @param confirmed the hosts that the user has agreed to
 */
export function unconfirmedHosts(
  target: string | AuthorizationServer,
  typed: string,
  confirmed: readonly string[],
): PrivateHosts | null {
  const found =
    typeof target === 'string'
      ? [privateHostOf(target, typed)]
      : privateEndpointsOf(target, typed).map(({ host }) => host);
  const hosts = new Set(found.filter((host) => host !== null && !confirmed.includes(host)));
  return hosts.size === 0
    ? null
    : { kind: 'private_hosts', hosts: [...hosts].filter((host) => host !== null) };
}
