/** The endpoints of a server that publishes no metadata, as the MCP revision of 2025-03-26 had them. */
import type { AuthorizationServer } from './authorization-server.js';
import type { Outcome } from './outcome.js';
import { authorizationServerFrom } from './server-metadata.js';

/**
 * @param origin that of the MCP server
 * @see https://modelcontextprotocol.io/specification/2025-03-26/basic/authorization
 */
export function defaultEndpointsOf(origin: string): Outcome<AuthorizationServer> {
  return authorizationServerFrom({
    issuer: origin,
    authorizationEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/token`,
    registrationEndpoint: `${origin}/register`,
  });
}
