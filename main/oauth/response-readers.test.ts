import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  client,
  completion,
  issuer,
  now,
  redirectUri,
  refreshTokenGrant,
  server,
} from '../../testing/scripted-server.js';
import { probeAccessToken } from './access-token-probe.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { prepareAuthorization } from './authorization-request.js';
import { createBoundedFetch } from './bounded-fetch.js';
import type { OAuthContext } from './context.js';
import { deviceCodeGrant, initiateDeviceAuthorization } from './device-authorization-grant.js';
import { discoverAuthorizationServer } from './discovery.js';
import { registerClient } from './dynamic-client-registration.js';
import { discoverResource } from './resource-server-metadata.js';
import { introspectToken } from './token-introspection.js';
import { revokeToken } from './token-revocation.js';
import { fetchUserinfo } from './userinfo.js';

const all = {
  ...server,
  pushedAuthorizationRequestEndpoint: `${issuer}/par`,
  requiresPushedAuthorizationRequests: true,
  deviceAuthorizationEndpoint: `${issuer}/device`,
  registrationEndpoint: `${issuer}/register`,
};
const to = { server: all, client, proofKey: null, resource: null };
const secret = 'S3CR3T-3f0a9c1e-token-of-the-person';

/** Every message, for a server that responds with anything. */
const messages: Readonly<
  Record<string, (context: OAuthContext) => Promise<{ readonly kind: string }>>
> = {
  discovery: (context) => discoverAuthorizationServer(issuer, context),
  'resource discovery': (context) => discoverResource('https://as.example/api', context),
  'pushed request': (context) =>
    prepareAuthorization(
      { ...to, redirectUri, scopes: ['openid'], prompt: null, loginHint: null },
      context,
    ),
  exchange: (context) =>
    authorizationCodeGrant(completion(`code=${secret}&state=state-1`, { server: all }), context),
  refresh: (context) =>
    refreshTokenGrant(
      {
        ...{ ...to, refreshToken: secret, scopesBefore: [], expectedSubject: null },
        ...{ idTokenClaimsBefore: null },
      },
      context,
    ),
  'device start': (context) => initiateDeviceAuthorization({ ...to, scopes: [] }, context),
  'device poll': (context) => deviceCodeGrant({ ...to, scopes: [], deviceCode: secret }, context),
  registration: (context) =>
    registerClient(
      {
        ...{ server: all, redirectUris: [redirectUri], scopes: [] },
        ...{ clientName: 'Lanyard', initialAccessToken: secret },
      },
      context,
    ),
  revocation: (context) => revokeToken({ ...to, token: secret, hint: 'access_token' }, context),
  introspection: (context) =>
    introspectToken({ ...to, token: secret, hint: 'access_token' }, context),
  userinfo: (context) =>
    fetchUserinfo({ ...to, accessToken: secret, expectedSubject: null }, context),
  probe: (context) => probeAccessToken({ ...to, accessToken: secret }, context),
};

const errors = ['invalid_grant', 'invalid_client', 'login_required', 'use_dpop_nonce', 'slow_down'];
const member = fc.oneof(fc.jsonValue(), fc.constantFrom(issuer, 'Bearer', 'alice', 3600, secret));
const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .record(
      {
        ...{ error: fc.oneof(fc.constantFrom(...errors), member), error_description: member },
        ...{ access_token: member, token_type: member, expires_in: member, scope: member },
        ...{ refresh_token: member, id_token: member, sub: member, active: member },
        ...{ issuer: member, authorization_endpoint: member, token_endpoint: member },
        ...{ device_code: member, user_code: member, verification_uri: member, interval: member },
        ...{ request_uri: member, client_id: member, redirect_uris: member, resource: member },
        ...{ authorization_servers: member, scopes_supported: member, jwks_uri: member },
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);
const answer = fc.record({
  status: fc.oneof(fc.constantFrom(200, 201, 400, 401, 503), fc.integer({ min: 200, max: 599 })),
  type: fc.constantFrom('application/json', 'application/jwt', 'text/html', 'text/plain', ''),
  challenge: fc.constantFrom('', 'Basic realm="x"', 'Bearer error="invalid_token"', '"', 'DPoP ,='),
  body,
});

type HttpResponse = typeof answer extends fc.Arbitrary<infer T> ? T : never;

function answering({ status, type, challenge, body: text }: HttpResponse) {
  const fetch = () => {
    const empty = [204, 205, 304].includes(status);
    const headers = {
      ...(type !== '' && { 'content-type': type }),
      ...(challenge !== '' && { 'www-authenticate': challenge }),
      'retry-after': '7',
    };
    return Promise.resolve(new Response(empty ? null : text, { status, headers }));
  };
  return { fetch: createBoundedFetch(fetch), now: () => now };
}

const kinds = [
  ...['ok', 'user_cancelled', 'needs_sign_in', 'misconfigured', 'server_fault_retry'],
  ...['network_fault_retry', 'rejected_response', 'unknown_outcome', 'pending', 'slow_down'],
];

describe.each(Object.entries(messages))('any response at all to: %s (H43)', (_, send) => {
  test('has an outcome, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (reaction) => {
        expect(kinds).toContain((await send(answering(reaction))).kind);
      }),
      { numRuns: 100 },
    );
  });

  test('never ends the grant or blames the client for a fault of the server or the network', async () => {
    const faulty = answer.map((each) => ({
      ...each,
      status: each.status === 429 ? 429 : 500 + (each.status % 100),
    }));
    await fc.assert(
      fc.asyncProperty(faulty, async (reaction) => {
        const { kind } = await send(answering(reaction));
        expect(['server_fault_retry', 'network_fault_retry']).toContain(kind);
      }),
      { numRuns: 50 },
    );
  });
});

// Discovery sends no secret, and its cause quotes the issuer that was named.
const bearing = Object.entries(messages).filter(([name]) => !name.includes('discovery'));

describe.each(bearing)('any response at all to: %s', (_, send) => {
  test('never has a secret in its outcome (R17)', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (reaction) => {
        const outcome = await send(answering(reaction));
        if (outcome.kind !== 'ok') expect(JSON.stringify(outcome)).not.toContain(secret);
      }),
      { numRuns: 100 },
    );
  });
});
