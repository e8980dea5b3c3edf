/**
 * The schema of a service definition, the same for what ships with the app and for the files an
 * administrator hands over with `--services FILE`. What is not known is left out, never guessed.
 */
import * as z from 'zod';

import { redirectWay } from '../../ipc/contract.js';
import type { Service } from '../connections/service.js';
import { parseServerAddress } from '../oauth/server-address.js';

/** A web address by the rules for servers: https, or http on this computer; no user information. */
const serverUrl = z.string().refine((text) => parseServerAddress(text).kind === 'ok', {
  error: 'must be an https address (http is allowed only for this computer)',
});

const scope = z.strictObject({
  /** As on the wire (RFC 6749 §3.3). */
  name: z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be one scope without spaces'),
  words: z.string().min(1).max(200).optional(),
  /** Asked for when the person did not choose. */
  default: z.boolean().optional(),
});

const endpoints = z.strictObject({
  authorize: serverUrl,
  token: serverUrl,
  revoke: serverUrl.optional(),
  introspect: serverUrl.optional(),
  userinfo: serverUrl.optional(),
  jwks: serverUrl.optional(),
});

export const serviceDefinition = z
  .strictObject({
    /** Part of the redirect URI, so it never changes once in use. */
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens'),
    name: z.string().min(1).max(80),
    group: z.string().max(80).optional(),
    issuer: serverUrl,
    /** Only for services that publish no metadata. */
    endpoints: endpoints.optional(),
    client: z
      .strictObject({ id: z.string().min(1).max(1024), secret: z.string().min(1).optional() })
      .optional(),
    scopes: z.array(scope).optional(),
    authParams: z.record(z.string(), z.string()).optional(),
    redirect: redirectWay.optional(),
    manageUrl: serverUrl.optional(),
    docsUrl: serverUrl.optional(),
  })
  .readonly();
export type ServiceDefinition = z.infer<typeof serviceDefinition>;

export function serviceFromDefinition(
  definition: ServiceDefinition,
  source: 'shipped' | 'file',
): Service {
  const { endpoints: known, client, scopes = [] } = definition;
  const asked = scopes.filter((each) => each.default === true).map((each) => each.name);
  return {
    id: definition.id,
    name: definition.name,
    source,
    server: known
      ? {
          kind: 'known',
          server: {
            issuer: definition.issuer,
            authorizationEndpoint: known.authorize,
            tokenEndpoint: known.token,
            revocationEndpoint: known.revoke ?? null,
            introspectionEndpoint: known.introspect ?? null,
            userinfoEndpoint: known.userinfo ?? null,
            jwksUri: known.jwks ?? null,
          },
        }
      : { kind: 'discovered', address: definition.issuer },
    client: client ? { clientId: client.id, clientSecret: client.secret ?? null } : null,
    scopes: asked.length > 0 ? asked : null,
    scopeWords: Object.fromEntries(
      scopes.flatMap((each) => (each.words === undefined ? [] : [[each.name, each.words]])),
    ),
    authorizationParameters: definition.authParams ?? {},
    redirectWay: definition.redirect ?? 'automatic',
    accountPage: definition.manageUrl ?? null,
  };
}
