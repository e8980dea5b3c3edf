/** Translates our types to those of oauth4webapi. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { isLoopback } from './loopback.js';

/** Algorithms we accept for a server's JWTs; `none` and shared secrets (HS…) are not among them. */
const signingAlgorithms = [
  ...['RS256', 'RS384', 'RS512'],
  ...['PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
];

export function libraryServer(server: AuthorizationServer): oauth.AuthorizationServer {
  const offered = server.idTokenSigningAlgorithms ?? signingAlgorithms;
  return {
    issuer: server.issuer,
    token_endpoint: server.tokenEndpoint,
    authorization_response_iss_parameter_supported: server.sendsIssuer,
    id_token_signing_alg_values_supported: signingAlgorithms.filter((each) =>
      offered.includes(each),
    ),
    userinfo_signing_alg_values_supported: signingAlgorithms,
    introspection_signing_alg_values_supported: signingAlgorithms,
    ...(server.authorizationEndpoint !== null && {
      authorization_endpoint: server.authorizationEndpoint,
    }),
    ...(server.pushedAuthorizationRequestEndpoint !== null && {
      pushed_authorization_request_endpoint: server.pushedAuthorizationRequestEndpoint,
    }),
    ...(server.deviceAuthorizationEndpoint !== null && {
      device_authorization_endpoint: server.deviceAuthorizationEndpoint,
    }),
    ...(server.registrationEndpoint !== null && {
      registration_endpoint: server.registrationEndpoint,
    }),
    ...(server.revocationEndpoint !== null && { revocation_endpoint: server.revocationEndpoint }),
    ...(server.introspectionEndpoint !== null && {
      introspection_endpoint: server.introspectionEndpoint,
    }),
    ...(server.userinfoEndpoint !== null && { userinfo_endpoint: server.userinfoEndpoint }),
    ...(server.jwksUri !== null && { jwks_uri: server.jwksUri }),
  };
}

export function libraryClient(client: Client, context: OAuthContext): oauth.Client {
  return {
    client_id: client.clientId,
    // The library reads the system clock; ours is a parameter.
    [oauth.clockSkew]: Math.round((context.now() - Date.now()) / 1_000),
  };
}

/** For a request to `endpoint`: over the caller's network, and plain http to this computer only. */
export function requestOptions(endpoint: string, context: OAuthContext) {
  const { fetch, proofNonces } = context;
  return {
    [oauth.customFetch]: async (url: string, init: object) => {
      const response = await fetch(url, init);
      const nonce = response.headers.get('dpop-nonce');
      if (nonce !== null) proofNonces?.set(new URL(url).origin, nonce);
      return response;
    },
    [oauth.allowInsecureRequests]: URL.canParse(endpoint) && isLoopback(new URL(endpoint)),
    headers: { 'user-agent': 'Lanyard' },
    ...(context.signal !== undefined && { signal: context.signal }),
  };
}
