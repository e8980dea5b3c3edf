/**
 * Schemas of the records other than connections. Everything read is checked, because a disk is
 * input too. Record store and domain types check each other in both directions, so the compiler
 * reports when one of them changes alone.
 */
import * as z from 'zod';

import type { ActivityEntry, RefreshIntent } from '../../connections/connection.js';
import { exactly } from '../format/exactly.js';
import { object, tolerantEnum, tolerantUnion } from '../format/tolerant.js';
import {
  adjustments,
  assertion,
  authentication,
  lifetime,
  privateKey,
  requiredAuthentication,
  server,
  stringMap,
  strings,
} from './shared-schemas.js';
import { failure } from './stored-failure.js';
import { renamed } from './stored-names.js';

/** Milliseconds since 1970. */
const latest = 8.64e15;

export const outboxSchema = object({
  connectionId: z.string(),
  token: z.string(),
  hint: tolerantEnum(['refresh_token', 'access_token']),
  authentication,
  proofKey: privateKey.optional(),
});

const storedParameters = renamed(
  object({
    serviceId: z.string(),
    serviceName: z.string(),
    server,
    client: object({ clientId: z.string(), authentication }),
    proofKey: privateKey.nullable(),
    scopesAsked: strings,
    resource: z.string().nullable(),
    adjustments,
    lifetime,
    endsSiblings: z.boolean().nullable(),
    accountPage: z.string().nullable(),
    metadataAddress: z.string().optional(),
  }),
  { scopesRequested: 'scopesAsked' },
);

const pending = {
  id: z.string(),
  connectionId: z.string().nullable(),
  terms: storedParameters,
  requiredAuthentication: requiredAuthentication.optional(),
  openedAt: z.number(),
  expiresAt: z.number(),
};

export const attemptSchema = tolerantUnion('kind', [
  renamed(
    object({
      ...pending,
      kind: z.literal('browser'),
      way: tolerantEnum(['app_link', 'local_address']),
      redirectUri: z.string(),
      wish: object({
        prompt: z.string().nullable(),
        loginHint: z.string().nullable(),
        extraParameters: stringMap,
      }),
      authorizationUrl: z.string(),
      usableOnceUntil: z.number().nullable(),
      state: z.string(),
      nonce: z.string().nullable(),
      codeVerifier: z.string(),
    }),
    { parameters: 'terms', redirectMethod: 'way', authorizationOptions: 'wish' },
  ),
  renamed(
    object({
      ...pending,
      kind: z.literal('code'),
      deviceCode: z.string(),
      userCode: z.string(),
      verificationUri: z.string(),
      verificationUriComplete: z.string().nullable(),
      intervalMs: z.number(),
    }),
    { parameters: 'terms' },
  ),
  renamed(
    object({
      ...pending,
      kind: z.literal('server_held'),
      identity: z.string(),
      authorizationUrl: z.string(),
    }),
    { parameters: 'terms' },
  ),
  renamed(
    object({
      ...pending,
      kind: z.literal('revocation'),
      grantType: tolerantEnum([
        'authorization_code',
        'device_code',
        'client_credentials',
        'jwt_bearer',
        'server_held',
      ]),
      token: z.string(),
      hint: tolerantEnum(['refresh_token', 'access_token']),
      subject: z.string().nullable(),
    }),
    { parameters: 'terms' },
  ),
]);

export const intentSchema = exactly<RefreshIntent>()(
  object({ connectionId: z.string(), refreshTokenHash: z.string(), at: z.number() }),
);

const registeredClient = object({
  clientId: z.string(),
  clientAuthentication: tolerantEnum(['none', 'client_secret_basic', 'client_secret_post']),
  clientSecret: z.string().nullable(),
  clientSecretExpiresAt: z.number().nullable(),
  redirectUris: strings,
  registrationAccessToken: z.string().nullable(),
  registrationClientUri: z.string().nullable(),
});

const secretForm = tolerantEnum(['in_body', 'unencoded']).optional();

export const serviceSchema = tolerantUnion('kind', [
  renamed(
    object({
      kind: z.literal('address'),
      id: z.string(),
      name: z.string(),
      serverAddress: z.string(),
      confirmedIssuer: z.string().optional(),
      clientId: z.string(),
      clientSecret: z.string().nullable(),
      scopes: strings.nullable(),
      way: tolerantEnum([
        'automatic',
        'app_link',
        'local_address',
        'device_code',
        'service_account',
        'workload_identity',
        'enterprise_managed',
      ]),
      assertion: assertion.optional(),
      resource: z.string().nullable(),
      apiAddress: z.string().nullable().default(null),
      issuerOfApi: z.string().optional(),
      hasMetadata: z.boolean().default(true),
      usesClientMetadata: z.boolean().default(false),
      registered: registeredClient.nullable(),
      earlierRegistrations: z.array(registeredClient).readonly().optional(),
      confirmedPrivateHosts: strings.optional(),
      secretForm,
    }),
    { signInMethod: 'way' },
  ),
  object({
    kind: z.literal('registration'),
    id: z.string(),
    registration: object({
      serviceId: z.string(),
      clientId: z.string(),
      clientSecret: z.string().nullable(),
      variables: stringMap,
      usesDeviceCode: z.boolean().optional(),
    }),
    secretForm,
  }),
]);

export const activitySchema = exactly<ActivityEntry>()(
  object({
    connectionId: z.string(),
    // The range of a Date (ECMA-262 §21.4.1.1): the window formats it.
    at: z.number().min(-latest).max(latest),
    kind: tolerantEnum(
      [
        'connected',
        'signed_in_again',
        'refreshed',
        'refresh_failed',
        'renamed',
        'disconnect_requested',
        'disconnect_failed',
        'disconnect_stopped',
      ],
      { disconnect_requested: 'disconnect_asked' },
    ),
    failure: failure.nullable(),
  }),
);
