/** The authorization server of a definition, with its addresses filled in. */
import type { ServerSource } from '../connections/service.js';
import type { ServerDescription } from '../oauth/server-metadata.js';
import type { ServiceDefinition } from './service-definition.js';

type Fill = (address: string | undefined) => string | null;

const authenticationMethods = {
  none: ['none'],
  basic: ['client_secret_basic'],
  post: ['client_secret_post'],
} as const;

/** @param fill returns null for an address that is absent or cannot be filled in yet */
export function serverOf(definition: ServiceDefinition, fill: Fill): ServerSource {
  const { endpoints, authMethod, pkce, issuerTemplate } = definition;
  const issuer = fill(definition.issuer);
  if (issuer === null) return { kind: 'not_chosen' };
  if (endpoints === undefined) {
    return {
      kind: 'discovered',
      address: issuer,
      ...(issuerTemplate !== undefined && { issuerTemplate }),
    };
  }

  const authorizationEndpoint = fill(endpoints.authorize);
  const tokenEndpoint = fill(endpoints.token);
  if (authorizationEndpoint === null || tokenEndpoint === null) return { kind: 'not_chosen' };
  const { revoke, userinfo } = endpoints;
  const revokeUrl = typeof revoke === 'object' ? revoke.url : revoke;
  const server: ServerDescription = {
    issuer,
    authorizationEndpoint,
    tokenEndpoint,
    revocationEndpoint: revokeUrl === 'not_offered' ? null : fill(revokeUrl),
    introspectionEndpoint: fill(endpoints.introspect),
    userinfoEndpoint: fill(typeof userinfo === 'object' ? userinfo.url : userinfo),
    jwksUri: fill(endpoints.jwks),
    deviceAuthorizationEndpoint: fill(endpoints.device),
    registrationEndpoint: fill(endpoints.register),
    sendsIssuer: definition.expectIss ?? false,
    ...(pkce !== undefined && { codeChallengeMethodsSupported: ['S256'] }),
    ...(authMethod !== undefined && {
      clientAuthenticationMethods: authenticationMethods[authMethod],
    }),
  };
  return { kind: 'known', server };
}
