/**
 * A connection and its secrets as stored (connection-records.ts). The names on disk stay those of the
 * first version; where the domain's differ, the codec says so. Longer than 250 lines because both records
 * are written and read together.
 */
import * as z from 'zod';

import { connectionColours } from '../../../ipc/limits.js';
import type {
  Account,
  Connection,
  ConnectionGrant,
  RefreshRefusals,
  Registration,
  PersistedStatus,
  StoredProgress,
  Unidentified,
} from '../../connections/connection.js';
import { asStored, type AsStored, type UnknownValue } from '../../connections/unknown-value.js';
import type { ResponseAdjustment } from '../../oauth/token-response-adjustments.js';
import type { JsonObject } from '../../text/json.js';
import { exactly } from '../format/exactly.js';
import { object, tolerantEnum, tolerantUnion } from '../format/tolerant.js';
import { nameAsStored, unnamed } from './account-as-stored.js';
import {
  adjustments,
  assertion,
  authentication,
  json,
  lifetime,
  privateKey,
  requiredAuthentication,
  server,
  strings,
} from './shared-schemas.js';
import { failure } from './stored-failure.js';
import { storedLiteral } from './stored-names.js';

const registration = exactly<Registration>()(
  object({
    clientId: z.string(),
    clientAuthentication: tolerantEnum([
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
    ]),
    redirectUri: z.string().nullable(),
  }),
);

const account = exactly<Account>()(
  object({
    issuer: z.string(),
    subject: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    unidentified: exactly<Unidentified>()(
      object({ timesAsked: z.number(), lastAskedAt: z.number() }),
    ).optional(),
  }),
);

const grant = exactly<ConnectionGrant | UnknownValue>()(
  tolerantEnum([
    'authorization_code',
    'device_code',
    'client_credentials',
    'jwt_bearer',
    'server_held',
  ]),
);

const disconnectProgress = exactly<StoredProgress>()(
  tolerantUnion('kind', [
    object({ kind: storedLiteral('pending', 'asking') }),
    object({
      kind: z.literal('waiting'),
      obstacle: tolerantEnum(['network', 'busy', 'no_answer', 'refused']),
      cause: failure,
      since: z.number(),
      nextAttemptAt: z.number(),
      passingFailures: z.number(),
      refusals: object({ count: z.number(), since: z.number() }).nullable(),
    }),
    object({ kind: z.literal('stopped'), cause: failure }),
    object({ kind: z.literal('given_up'), cause: failure.nullable() }),
  ]),
);

const standing = exactly<PersistedStatus>()(
  tolerantUnion('kind', [
    object({ kind: storedLiteral('active', 'good') }),
    object({ kind: z.literal('needs_sign_in'), cause: failure }),
    object({ kind: z.literal('misconfigured'), cause: failure }),
    object({
      kind: z.literal('disconnecting'),
      since: z.number(),
      // Records of the first versions lack it.
      progress: disconnectProgress.default({ kind: 'pending' }),
    }),
  ]),
);

const refusals = exactly<RefreshRefusals>()(
  object({
    count: z.number(),
    equal: z.number(),
    equalSince: z.number(),
    lastAt: z.number(),
    cause: failure,
  }),
);

/** A connection as it is on disk. */
export const storedConnection = object({
  id: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  ownLabel: z.string().nullable(),
  ownColour: tolerantEnum(connectionColours).optional(),
  note: z.string().optional(),
  account,
  server,
  registration,
  grant,
  resource: z.string().nullable(),
  adjustments,
  lifetime,
  endsSiblings: z.boolean().nullable(),
  accountPage: z.string().nullable(),
  metadataAddress: z.string().optional(),
  scopeWords: z.unknown().optional(),
  scopesAsked: strings,
  scopesGranted: strings,
  idTokenClaims: z.record(z.string(), json).nullable(),
  connectedAt: z.number(),
  signedInAt: z.number().optional(),
  lastRenewedAt: z.number().nullable(),
  issuedAt: z.number(),
  accessTokenExpiresAt: z.number().nullable(),
  hasRefreshToken: z.boolean(),
  refreshTokenExpiresAt: z.number().nullable().default(null),
  standing,
  bindTokens: z.boolean().optional(),
  requiredAuthentication: requiredAuthentication.optional(),
  // Records of versions before 0.2 lack it.
  refusals: refusals.nullable().default(null),
  assertion: assertion.optional(),
});

/** Members whose names, or that themselves, exist only on disk. */
interface StoredNames {
  lastRefreshedAt: number | null;
  lastRenewedAt: number | null | undefined;
  scopesRequested: readonly string[];
  scopesAsked: readonly string[] | undefined;
  scopeWords?: unknown;
  hasIdTokenClaims: boolean | undefined;
  idTokenClaims: JsonObject | null | undefined;
  account: Account;
  [asStored]?: AsStored;
}

/**
 * `decode` modifies the object that was just parsed, and sets members to undefined, which are not
 * written. Copying it without them takes half as long again, for each of ten thousand connections
 * in the list.
 */
export const connectionSchema = z.codec(storedConnection, z.custom<Connection>(), {
  decode(stored) {
    const connection = stored as Connection & StoredNames;
    const { lastRefreshedAt, scopesRequested } = stored as Partial<AsStored>;
    if (lastRefreshedAt !== undefined || scopesRequested !== undefined) {
      connection[asStored] = {
        ...(lastRefreshedAt !== undefined && { lastRefreshedAt }),
        ...(scopesRequested !== undefined && { scopesRequested }),
      };
    }
    connection.lastRefreshedAt = stored.lastRenewedAt;
    connection.lastRenewedAt = undefined;
    connection.scopesRequested = stored.scopesAsked;
    connection.scopesAsked = undefined;
    connection.scopeWords = undefined;
    connection.hasIdTokenClaims = stored.idTokenClaims !== null;
    connection.idTokenClaims = undefined;
    if (stored.account.name === stored.serviceName) connection.account = unnamed(connection);
    return connection;
  },
  // Versions before the tolerant schemas do not list a connection without scope words.
  encode: (connection) => ({
    ...connection,
    lastRenewedAt: connection.lastRefreshedAt,
    lastRefreshedAt: connection[asStored]?.['lastRefreshedAt'],
    scopesAsked: connection.scopesRequested,
    scopesRequested: connection[asStored]?.['scopesRequested'],
    scopeWords: {},
    hasIdTokenClaims: undefined,
    // The claims themselves are sealed. Older versions take an empty object for an ID token that said little.
    idTokenClaims: connection.hasIdTokenClaims ? {} : null,
    account: nameAsStored(connection),
  }),
});

const responseAdjustments = exactly<readonly (ResponseAdjustment | UnknownValue)[]>()(
  z
    .array(
      tolerantEnum([
        'token_type_missing',
        'token_type_spelling',
        'scopes_in_answer',
        'scopes_unreadable',
        'lifetime_form',
        'lifetime_in_milliseconds',
        'lifetime_negative',
        'lifetime_unreadable',
        'refresh_lifetime_name',
        'response_form',
        'tokens_nested',
        'id_token_disregarded',
      ]),
    )
    .readonly(),
);

const authorizationDetails: z.ZodType<readonly JsonObject[]> = z.array(z.record(z.string(), json));

const secretsSchema = object({
  tokens: object({
    accessToken: z.string(),
    tokenType: tolerantEnum(['bearer', 'dpop']),
    refreshToken: z.string().nullable(),
    refreshTokenExpiresAt: z.number().nullable().default(null),
    idToken: z.string().nullable(),
    scopesGranted: strings,
    issuedAt: z.number(),
    expiresAt: z.number().nullable(),
    authorizationDetails: authorizationDetails.optional(),
    adjustments: responseAdjustments.default([]),
  }),
  authentication,
  proofKey: privateKey.nullable(),
  // Versions before 0.3 had it in the description.
  idTokenClaims: z.record(z.string(), json).nullable().optional(),
  earlier: z
    .array(object({ secret: z.string(), at: z.number() }))
    .readonly()
    .optional(),
});

/** Secrets as stored: a newer version may have put something into them that this one cannot use. */
export type StoredSecrets = z.output<typeof secretsSchema>;

/**
 * The sealed record: the secrets, and the connection once more, so that a damaged description does not
 * lose the connection. A newer version adds to one of the two, not beside them.
 */
export const sealedConnectionSchema = z.object({
  connection: connectionSchema,
  secrets: secretsSchema,
});

/** The same record where only the secrets are needed. */
export const sealedSecretsSchema = sealedConnectionSchema.pick({ secrets: true });
