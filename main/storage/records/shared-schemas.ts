/** Schemas shared by several kinds of records. */
import * as z from 'zod';

import type { AssertionSource } from '../../../ipc/assertion-source.js';
import type { JsonValue } from '../../../ipc/token-details-view.js';
import type { Adjustment } from '../../connections/service-adjustment.js';
import type { KnownLifetime } from '../../connections/service.js';
import type { UnknownValue } from '../../connections/unknown-value.js';
import type {
  AuthorizationServer,
  ClientAuthentication,
} from '../../oauth/authorization-server.js';
import type { PrivateKey } from '../../oauth/private-key.js';
import type { RequiredAuthentication } from '../../oauth/required-authentication.js';
import { exactly } from '../format/exactly.js';
import { object, tolerantUnion } from '../format/tolerant.js';

export const strings = z.array(z.string()).readonly();
/** It has just been parsed from JSON. */
export const json = z.custom<JsonValue>();
export const stringMap = z.record(z.string(), z.string());

export const server = exactly<AuthorizationServer>()(
  object({
    issuer: z.string(),
    authorizationEndpoint: z.string().nullable(),
    tokenEndpoint: z.string(),
    revocationEndpoint: z.string().nullable(),
    introspectionEndpoint: z.string().nullable(),
    userinfoEndpoint: z.string().nullable(),
    jwksUri: z.string().nullable(),
    // Records of the first version lack the members that have a default.
    pushedAuthorizationRequestEndpoint: z.string().nullable().default(null),
    requiresPushedAuthorizationRequests: z.boolean().default(false),
    deviceAuthorizationEndpoint: z.string().nullable().default(null),
    registrationEndpoint: z.string().nullable().default(null),
    endSessionEndpoint: z.string().nullable().default(null),
    sendsIssuer: z.boolean(),
    scopesSupported: strings.nullable(),
    codeChallengeMethodsSupported: strings.nullable(),
    promptValuesSupported: strings.nullable(),
    idTokenSigningAlgorithms: strings.nullable(),
    clientAuthenticationMethods: strings.nullable(),
    clientAuthenticationAlgorithms: strings.nullable().default(null),
    dpopSigningAlgorithms: strings.nullable().default(null),
    grantTypesSupported: strings.nullable().default(null),
    clientMetadataSupported: z.boolean().default(false),
    isOpenIdProvider: z.boolean(),
  }),
);

// A JWK may have members that are not strings. They are kept; WebCrypto reads them.
export const privateKey = exactly<PrivateKey>()(
  z.object({ kty: z.string(), alg: z.string() }).catchall(z.custom<string>()),
);

export const authentication = exactly<ClientAuthentication | UnknownValue>()(
  tolerantUnion('kind', [
    object({ kind: z.literal('none') }),
    object({
      kind: z.literal('client_secret_basic'),
      clientSecret: z.string(),
      unencoded: z.boolean().optional(),
    }),
    object({ kind: z.literal('client_secret_post'), clientSecret: z.string() }),
    object({ kind: z.literal('private_key_jwt'), privateKey }),
  ]),
);

export const assertion = exactly<AssertionSource | UnknownValue>()(
  tolerantUnion('kind', [
    object({ kind: z.literal('file'), path: z.string() }),
    object({ kind: z.literal('identity_provider'), connectionId: z.string() }),
  ]),
);

export const requiredAuthentication = exactly<RequiredAuthentication>()(
  object({ acrValues: strings, maxAgeSeconds: z.number().nullable() }),
);

export const adjustments = exactly<readonly (Adjustment | UnknownValue)[]>()(
  z
    .array(
      tolerantUnion('name', [
        object({
          name: z.enum([
            'comma_scopes',
            'scopes_in_answer',
            'json_request_body',
            'notion_version',
            'token_type_missing',
            'github_errors',
            'github_revocation',
            'slack_user_token',
            'slack_errors',
            'slack_identity',
            'revocation_by_bearer',
            'hubspot_revocation',
            'twitch_revocation',
            'twitch_client_id',
            'userinfo_by_post',
          ]),
        }),
        object({
          name: z.literal('userinfo_fields'),
          subject: z.string(),
          displayName: z.string().optional(),
          email: z.string().optional(),
        }),
        object({ name: z.literal('refresh_endpoint'), url: z.string() }),
      ]),
    )
    .readonly(),
);

export const lifetime = exactly<KnownLifetime>()(
  object({
    accessTokenMs: z.number().nullable(),
    refreshTokenIdleMs: z.number().nullable(),
    refreshTokenMaxMs: z.number().nullable(),
    graceMs: z.number().nullable(),
    rotates: z.boolean().nullable(),
    source: z.string().nullable(),
  }),
);
