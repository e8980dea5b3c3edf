/**
 * Each kind of record in each of its forms, for the tests of how records are stored. Longer than 250
 * lines because it has them all.
 */
import type * as z from 'zod';

import type { Failure } from '../ipc/failure.js';
import type {
  ActivityEntry,
  Connection,
  DisconnectProgress,
  OutboxEntry,
  PendingAttempt,
  StoredAttempt,
  RefreshIntent,
  PersistedStatus,
} from '../main/connections/connection.js';
import type { CustomRegistration, CustomService } from '../main/connections/custom-service.js';
import type { EndedRecord } from '../main/connections/ended-connection.js';
import type { RegisteredClient } from '../main/oauth/registered-client.js';
import { writeAs } from '../main/storage/format/record-text.js';
import {
  connectionSchema,
  sealedConnectionSchema,
} from '../main/storage/records/connection-schemas.js';
import { endedSchema } from '../main/storage/records/ended-schema.js';
import {
  activitySchema,
  attemptSchema,
  intentSchema,
  outboxSchema,
  serviceSchema,
} from '../main/storage/records/record-schemas.js';
import { everyResponseAdjustment } from './response-adjustments.js';
import { attempt, connection, secrets } from './vault.js';

const cause: Required<Failure> = {
  code: 'server_unreachable',
  cause: 'ECONNREFUSED',
  host: 'id.example',
  serverError: 'invalid_grant',
  asked: {
    places: [
      { place: 'https://id.example/a', answer: { kind: 'status', status: 404 } },
      { place: 'https://id.example/b', answer: { kind: 'redirected' } },
      { place: 'https://id.example/c', answer: { kind: 'none' } },
    ],
    more: 1,
  },
  untrusted: { signer: 'Example Corp Root CA', searched: ['~/.pki/nssdb'] },
};

const plain = connection('a');
const full: Connection = {
  ...plain,
  ownLabel: 'Work',
  account: { ...plain.account, email: 'ada@example.org' },
  server: {
    ...plain.server,
    revocationEndpoint: 'https://id.example/revoke',
    introspectionEndpoint: 'https://id.example/introspect',
    userinfoEndpoint: 'https://id.example/userinfo',
    jwksUri: 'https://id.example/jwks',
    pushedAuthorizationRequestEndpoint: 'https://id.example/par',
    requiresPushedAuthorizationRequests: true,
    deviceAuthorizationEndpoint: 'https://id.example/device',
    registrationEndpoint: 'https://id.example/register',
    endSessionEndpoint: 'https://id.example/end',
    promptValuesSupported: ['consent'],
    idTokenSigningAlgorithms: ['ES256'],
    clientAuthenticationMethods: ['none'],
    clientAuthenticationAlgorithms: ['ES256'],
    dpopSigningAlgorithms: ['ES256'],
    grantTypesSupported: ['authorization_code'],
  },
  resource: 'https://api.example',
  bindTokens: false,
  ownColour: 'teal',
  note: 'For the newsletter',
  requiredAuthentication: { acrValues: ['phr'], maxAgeSeconds: 300 },
  assertion: { kind: 'identity_provider', connectionId: 'b' },
  adjustments: [{ name: 'comma_scopes' }, { name: 'refresh_endpoint', url: 'https://id.example' }],
  lifetime: {
    accessTokenMs: 1,
    refreshTokenIdleMs: 2,
    refreshTokenMaxMs: 3,
    graceMs: 4,
    rotates: true,
    source: 'https://docs.example',
  },
  endsSiblings: true,
  accountPage: 'https://id.example/apps',
  metadataAddress: 'https://id.example',
  lastRefreshedAt: 5,
  signedInAt: 4,
  refreshTokenExpiresAt: 6,
  refusals: { count: 8, equal: 2, equalSince: 9, lastAt: 10, cause },
};

const waiting: Extract<DisconnectProgress, { kind: 'waiting' }> = {
  kind: 'waiting',
  obstacle: 'network',
  cause,
  since: 1,
  nextAttemptAt: 2,
  passingFailures: 3,
  refusals: { count: 4, since: 5 },
};
const progresses: readonly DisconnectProgress[] = [
  { kind: 'pending' },
  ...(['network', 'busy', 'no_answer', 'refused'] as const).map((obstacle) => ({
    ...waiting,
    obstacle,
  })),
  { kind: 'stopped', cause },
  { kind: 'given_up', cause },
  { kind: 'given_up', cause: null },
];
const standings: readonly PersistedStatus[] = [
  { kind: 'active' },
  { kind: 'needs_sign_in', cause },
  { kind: 'misconfigured', cause },
  ...progresses.map((progress) => ({ kind: 'disconnecting', since: 7, progress }) as const),
];
const connections: readonly Connection[] = [
  plain,
  full,
  {
    ...plain,
    account: { ...plain.account, name: null, unidentified: { timesAsked: 1, lastAskedAt: 2 } },
  },
  ...standings.map((standing) => ({ ...plain, standing })),
  ...(
    [
      'authorization_code',
      'device_code',
      'client_credentials',
      'jwt_bearer',
      'server_held',
    ] as const
  ).map((grant) => ({
    ...plain,
    grant,
  })),
  ...(['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const).map(
    (clientAuthentication) => ({
      ...plain,
      registration: { ...plain.registration, clientAuthentication },
    }),
  ),
];

const tokens = secrets('first').tokens;
const proofKey = { kty: 'EC', alg: 'ES256', d: 'd' };
const everySecrets = [
  secrets('first'),
  {
    ...secrets('first'),
    tokens: {
      ...tokens,
      tokenType: 'dpop',
      refreshTokenExpiresAt: 9,
      idToken: 'id',
      adjustments: everyResponseAdjustment,
    },
    authentication: { kind: 'private_key_jwt', privateKey: proofKey },
  },
  { ...secrets('first'), authentication: { kind: 'none' }, proofKey: null },
  {
    ...secrets('first'),
    authentication: { kind: 'client_secret_basic', clientSecret: 's', unencoded: true },
    proofKey: null,
  },
];

const outbox: readonly OutboxEntry[] = [
  { connectionId: 'a', token: 't', hint: 'refresh_token', authentication: { kind: 'none' } },
  {
    connectionId: 'a',
    token: 't',
    hint: 'access_token',
    authentication: { kind: 'client_secret_post', clientSecret: 's' },
    proofKey,
  },
];

const inBrowser = attempt('t');
const { id, connectionId, parameters, openedAt, expiresAt } = inBrowser;
const attempts: readonly StoredAttempt[] = [
  inBrowser,
  {
    ...inBrowser,
    connectionId: 'a',
    requiredAuthentication: { acrValues: [], maxAgeSeconds: null },
    parameters: {
      ...parameters,
      proofKey,
      resource: 'https://api.example',
      endsSiblings: false,
      accountPage: 'https://id.example/apps',
      metadataAddress: 'https://id.example',
    },
    redirectMethod: 'local_address',
    authorizationOptions: { prompt: null, loginHint: 'ada', extraParameters: { audience: 'a' } },
    usableOnceUntil: 8,
    nonce: null,
  } as PendingAttempt,
  {
    kind: 'code',
    id,
    connectionId,
    parameters,
    openedAt,
    expiresAt,
    deviceCode: 'd',
    userCode: 'u',
    verificationUri: 'https://id.example/device',
    verificationUriComplete: 'https://id.example/device?u',
    intervalMs: 5_000,
  },
  {
    kind: 'server_held',
    id,
    connectionId,
    parameters,
    openedAt,
    expiresAt,
    identity: 'i',
    authorizationUrl: 'https://id.example/agree',
  },
  {
    kind: 'revocation',
    id,
    connectionId,
    parameters,
    openedAt,
    expiresAt,
    grantType: 'authorization_code',
    token: 't',
    hint: 'refresh_token',
    subject: 's',
  },
];

const registered: RegisteredClient = {
  clientId: 'c',
  clientAuthentication: 'none',
  clientSecret: 's',
  clientSecretExpiresAt: 1,
  redirectUris: ['http://127.0.0.1/'],
  registrationAccessToken: 'r',
  registrationClientUri: 'https://id.example/register/c',
};
const customService: CustomService = {
  kind: 'address',
  id: 'own',
  name: 'Own',
  serverAddress: 'https://id.example',
  confirmedIssuer: 'https://id.example/tenant',
  issuerOfApi: 'https://id.example/name',
  clientId: 'c',
  clientSecret: 's',
  scopes: ['a'],
  signInMethod: 'automatic',
  resource: 'https://api.example',
  apiAddress: 'https://api.example/',
  hasMetadata: true,
  usesClientMetadata: false,
  registered,
};
const services: readonly (CustomService | CustomRegistration)[] = [
  customService,
  { ...customService, registered: null, signInMethod: 'app_link' },
  { ...customService, apiAddress: null, hasMetadata: false, usesClientMetadata: true },
  {
    ...customService,
    signInMethod: 'workload_identity',
    assertion: { kind: 'file', path: '/run/token' },
  },
  {
    ...customService,
    earlierRegistrations: [registered],
    confirmedPrivateHosts: ['192.168.1.1'],
    secretForm: 'in_body' as const,
  },
  ...(['client_secret_basic', 'client_secret_post'] as const).map((clientAuthentication) => ({
    ...customService,
    registered: { ...registered, clientAuthentication },
  })),
  {
    kind: 'registration',
    id: 'service',
    registration: { serviceId: 's', clientId: 'c', clientSecret: 'x', variables: { tenant: 't' } },
    secretForm: 'unencoded',
  },
  {
    kind: 'registration',
    id: 'service',
    registration: {
      serviceId: 's',
      clientId: 'c',
      clientSecret: null,
      variables: {},
      usesDeviceCode: true,
    },
  },
];

const activity = (
  [
    'connected',
    'signed_in_again',
    'refreshed',
    'refresh_failed',
    'renamed',
    'disconnect_requested',
    'disconnect_failed',
    'disconnect_stopped',
  ] as const
).map((kind): ActivityEntry => ({ connectionId: 'a', at: 1, kind, failure: cause }));

const ended = (
  [
    { kind: 'disconnected', evidence: { kind: 'confirmed', at: 3 } },
    { kind: 'disconnected', evidence: { kind: 'accepted', at: 3 } },
    { kind: 'disconnected', evidence: { kind: 'still_accepted', at: 3, accessEndsAt: 4 } },
    { kind: 'disconnected', evidence: { kind: 'not_offered', accessEndsAt: null } },
    { kind: 'removed' },
    { kind: 'finished_at_service', openedAt: 2 },
    { kind: 'ended_by_service', refusedAt: 2 },
    { kind: 'ended_by_service', refusedAt: null },
  ] as const
).map((ending): EndedRecord => ({
  connectionId: 'a',
  serviceId: 's',
  serviceName: 'Service',
  label: 'Work',
  account: { name: 'Ada', email: 'ada@example.org' },
  connectedAt: 1,
  endedAt: 5,
  ending,
  accountPage: 'https://id.example/apps',
}));

const intents: readonly RefreshIntent[] = [{ connectionId: 'a', refreshTokenHash: 'h', at: 1 }];

/** Name, stored schema, and a record of the domain in each of its forms. */
export const storedRecords: readonly [string, z.ZodType, readonly unknown[]][] = [
  ['a connection', connectionSchema, connections],
  [
    'a sealed connection',
    sealedConnectionSchema,
    [
      ...everySecrets.map((each) => ({ connection: plain, secrets: each })),
      ...connections.map((each) => ({ connection: each, secrets: everySecrets[0] })),
    ],
  ],
  ['a token in the outbox', outboxSchema, outbox],
  ['a sign-in under way', attemptSchema, attempts],
  ['a refresh under way', intentSchema, intents],
  ['a service of the user’s own', serviceSchema, services],
  ['a connection that has ended', endedSchema, ended],
  ['an entry of the activity', activitySchema, activity],
];

/** The record as it is on disk. */
export function stored(schema: z.ZodType, record: unknown): unknown {
  return JSON.parse(writeAs(schema, record));
}
