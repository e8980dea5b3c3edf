/**
 * What may be read from a record: checked, because a disk is input too. Each schema is held to the
 * domain's type in both directions, so that the compiler tells when one of them changes alone.
 */
import * as z from 'zod';

import type { ActivityKind, JsonValue } from '../../../ipc/connection-view.js';
import { signInMethodChoices } from '../../../ipc/contract.js';
import { failure } from '../../../ipc/failure.js';
import type {
  Account,
  ActivityEntry,
  Connection,
  ConnectionSecrets,
  DisconnectProgress,
  OutboxEntry,
  CustomRegistration,
  CustomService,
  PendingAttempt,
  Registration,
  RefreshIntent,
  SignInParameters,
  Standing,
} from '../../connections/connection.js';
import { type Adjustment, adjustment } from '../../connections/service-adjustment.js';
import type { KnownLifetime } from '../../connections/service.js';
import type {
  AuthorizationServer,
  ClientAuthentication,
} from '../../oauth/authorization-server.js';
import type { PrivateKey } from '../../oauth/private-key.js';
import type { TokenSet } from '../../oauth/token-set.js';

/** Accepts a schema only if its output and `T` are the same type. */
const exactly =
  <T>() =>
  <S extends z.ZodType<T>>(schema: [T] extends [z.output<S>] ? S : never): S =>
    schema;

const strings = z.array(z.string()).readonly();
/** Parsed from JSON a moment ago, so it is JSON. */
const json = z.custom<JsonValue>();
const words = z.record(z.string(), z.string());

const server = exactly<AuthorizationServer>()(
  z.object({
    issuer: z.string(),
    authorizationEndpoint: z.string().nullable(),
    tokenEndpoint: z.string(),
    revocationEndpoint: z.string().nullable(),
    introspectionEndpoint: z.string().nullable(),
    userinfoEndpoint: z.string().nullable(),
    jwksUri: z.string().nullable(),
    // Records of the first version do not have what bears a default here.
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
    isOpenIdProvider: z.boolean(),
  }),
);

const registration = exactly<Registration>()(
  z.object({
    clientId: z.string(),
    clientAuthentication: z.enum([
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
    ]),
    redirectUri: z.string().nullable(),
  }),
);

const privateKey = exactly<PrivateKey>()(
  z.object({ kty: z.string(), alg: z.string() }).catchall(z.string()),
);

const authentication = exactly<ClientAuthentication>()(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('client_secret_basic'), clientSecret: z.string() }),
    z.object({ kind: z.literal('client_secret_post'), clientSecret: z.string() }),
    z.object({ kind: z.literal('private_key_jwt'), privateKey }),
  ]),
);

const adjustments = exactly<readonly Adjustment[]>()(z.array(adjustment).readonly());

const lifetime = exactly<KnownLifetime>()(
  z.object({
    accessTokenMs: z.number().nullable(),
    refreshTokenIdleMs: z.number().nullable(),
    refreshTokenMaxMs: z.number().nullable(),
    graceMs: z.number().nullable(),
    rotates: z.boolean().nullable(),
    source: z.string().nullable(),
  }),
);

const account = exactly<Account>()(
  z.object({
    issuer: z.string(),
    subject: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
  }),
);

const disconnectProgress = exactly<DisconnectProgress>()(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('asking') }),
    z.object({
      kind: z.literal('waiting'),
      obstacle: z.enum(['network', 'busy', 'no_answer', 'refused']),
      cause: failure,
      since: z.number(),
      nextAttemptAt: z.number(),
      passingFailures: z.number(),
      refusals: z.object({ count: z.number(), since: z.number() }).nullable(),
    }),
    z.object({ kind: z.literal('stopped'), cause: failure }),
    z.object({ kind: z.literal('given_up'), cause: failure.nullable() }),
  ]),
);

const standing = exactly<Standing>()(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('good') }),
    z.object({ kind: z.literal('needs_sign_in'), cause: failure }),
    z.object({ kind: z.literal('misconfigured'), cause: failure }),
    z.object({
      kind: z.literal('disconnecting'),
      since: z.number(),
      // Records of the first versions do not have it.
      progress: disconnectProgress.default({ kind: 'asking' }),
    }),
  ]),
);

export const connectionSchema = exactly<Connection>()(
  z.object({
    id: z.string(),
    serviceId: z.string(),
    serviceName: z.string(),
    ownLabel: z.string().nullable(),
    account,
    server,
    registration,
    grant: z.enum(['authorization_code', 'device_code', 'client_credentials']),
    resource: z.string().nullable(),
    adjustments,
    lifetime,
    endsSiblings: z.boolean().nullable(),
    accountPage: z.string().nullable(),
    scopeWords: words,
    scopesAsked: strings,
    scopesGranted: strings,
    idTokenClaims: z.record(z.string(), json).nullable(),
    connectedAt: z.number(),
    lastRenewedAt: z.number().nullable(),
    issuedAt: z.number(),
    accessTokenExpiresAt: z.number().nullable(),
    hasRefreshToken: z.boolean(),
    refreshTokenExpiresAt: z.number().nullable().default(null),
    standing,
  }),
);

const tokens = exactly<TokenSet>()(
  z.object({
    accessToken: z.string(),
    tokenType: z.enum(['bearer', 'dpop']),
    refreshToken: z.string().nullable(),
    refreshTokenExpiresAt: z.number().nullable().default(null),
    idToken: z.string().nullable(),
    scopesGranted: strings,
    issuedAt: z.number(),
    expiresAt: z.number().nullable(),
  }),
);

const secretsSchema = exactly<ConnectionSecrets>()(
  z.object({ tokens, authentication, proofKey: privateKey.nullable() }),
);

/** Sealed: the secrets, and the connection once more, so that a damaged description is not a lost connection. */
export const sealedConnectionSchema = z.object({
  connection: connectionSchema,
  secrets: secretsSchema,
});

/** Of the same record, where nobody asks for the connection. */
export const sealedSecretsSchema = z.object({ secrets: secretsSchema });

export const outboxSchema = exactly<OutboxEntry>()(
  z.object({
    connectionId: z.string(),
    token: z.string(),
    hint: z.enum(['refresh_token', 'access_token']),
    authentication,
  }),
);

const terms = exactly<SignInParameters>()(
  z.object({
    serviceId: z.string(),
    serviceName: z.string(),
    server,
    client: z.object({ clientId: z.string(), authentication }),
    proofKey: privateKey.nullable(),
    scopesAsked: strings,
    resource: z.string().nullable(),
    adjustments,
    lifetime,
    endsSiblings: z.boolean().nullable(),
    accountPage: z.string().nullable(),
    scopeWords: words,
  }),
);

const pending = {
  id: z.string(),
  connectionId: z.string().nullable(),
  terms,
  openedAt: z.number(),
  expiresAt: z.number(),
};

export const attemptSchema = exactly<PendingAttempt>()(
  z.discriminatedUnion('kind', [
    z.object({
      ...pending,
      kind: z.literal('browser'),
      way: z.enum(['app_link', 'local_address']),
      redirectUri: z.string(),
      wish: z.object({
        prompt: z.string().nullable(),
        loginHint: z.string().nullable(),
        extraParameters: words,
      }),
      authorizationUrl: z.string(),
      usableOnceUntil: z.number().nullable(),
      state: z.string(),
      nonce: z.string().nullable(),
      codeVerifier: z.string(),
    }),
    z.object({
      ...pending,
      kind: z.literal('code'),
      deviceCode: z.string(),
      userCode: z.string(),
      verificationUri: z.string(),
      verificationUriComplete: z.string().nullable(),
      intervalMs: z.number(),
    }),
  ]),
);

export const intentSchema = exactly<RefreshIntent>()(
  z.object({ connectionId: z.string(), refreshTokenHash: z.string(), at: z.number() }),
);

export const serviceSchema = exactly<CustomService | CustomRegistration>()(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('address'),
      id: z.string(),
      name: z.string(),
      serverAddress: z.string(),
      clientId: z.string(),
      clientSecret: z.string().nullable(),
      scopes: strings.nullable(),
      way: z.enum(signInMethodChoices),
      resource: z.string().nullable(),
      registered: z
        .object({
          clientId: z.string(),
          clientAuthentication: z.enum(['none', 'client_secret_basic', 'client_secret_post']),
          clientSecret: z.string().nullable(),
          clientSecretExpiresAt: z.number().nullable(),
          redirectUris: strings,
          registrationAccessToken: z.string().nullable(),
          registrationClientUri: z.string().nullable(),
        })
        .nullable(),
    }),
    z.object({
      kind: z.literal('registration'),
      id: z.string(),
      registration: z.object({
        serviceId: z.string(),
        clientId: z.string(),
        clientSecret: z.string().nullable(),
        variables: words,
      }),
    }),
  ]),
);

const activityKind = exactly<ActivityKind>()(
  z.enum([
    'connected',
    'signed_in_again',
    'refreshed',
    'refresh_failed',
    'renamed',
    'disconnect_asked',
    'disconnect_failed',
    'disconnect_stopped',
  ]),
);

export const activitySchema = exactly<ActivityEntry>()(
  z.object({
    connectionId: z.string(),
    at: z.number(),
    kind: activityKind,
    failure: failure.nullable(),
  }),
);

/** Null: not JSON, or not of this shape. */
export function parseAs<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
