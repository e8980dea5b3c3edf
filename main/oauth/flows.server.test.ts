import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createNetwork } from '../../testing/network.js';
import {
  nativeRedirect,
  type PracticeProvider,
  signInByBrowser,
  startProvider,
} from '../../testing/practice-provider.js';
import { refreshKeeping, refreshTokenGrant, valueOf } from '../../testing/scripted-server.js';
import { probeAccessToken } from './access-token-probe.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { type AuthorizationRequest, prepareAuthorization } from './authorization-request.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import { readCallback } from './callback.js';
import { chooseClientAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { discoverAuthorizationServer } from './discovery.js';
import { introspectToken } from './token-introspection.js';
import { revokeToken } from './token-revocation.js';
import { fetchUserinfo } from './userinfo.js';

const context: OAuthContext = {
  fetch: createNetwork(),
  now: () => Date.now(),
  keySets: new Map(),
};
const scopes = ['openid', 'profile', 'email', 'offline_access'];

let provider: PracticeProvider;
let server: AuthorizationServer;
let client: Client;

beforeAll(async () => {
  provider = await startProvider();
  server = valueOf(await discoverAuthorizationServer(provider.issuer, context));
  client = { clientId: 'lanyard', authentication: chooseClientAuthentication(server, null) };
});
afterAll(() => provider.close());

function requestBy(by: Client): AuthorizationRequest {
  return {
    ...{ server, client: by, redirectUri: nativeRedirect, scopes },
    ...{ prompt: 'consent', loginHint: null, resource: null, proofKey: null },
  };
}

async function answerFor(by: Client, browser: Parameters<typeof signInByBrowser>[1] = {}) {
  const request = requestBy(by);
  const prepared = valueOf(await prepareAuthorization(request, context));
  const callback = readCallback(await signInByBrowser(prepared.authorizationUrl, browser));
  if (callback.kind !== 'response') throw new Error(callback.kind);
  return { ...request, ...prepared, callback, scopesRequested: scopes };
}

async function signIn(by = client, browser = {}) {
  return valueOf(await authorizationCodeGrant(await answerFor(by, browser), context));
}

function refresh(refreshToken: string) {
  return refreshKeeping(
    {
      server,
      client,
      refreshToken,
      scopesBefore: scopes,
      expectedSubject: 'alice',
      idTokenClaimsBefore: null,
      resource: null,
      proofKey: null,
    },
    context,
  );
}

describe('at a real authorization server', () => {
  test('discovery finds its features (O15)', () => {
    expect(server).toMatchObject({
      issuer: provider.issuer,
      sendsIssuer: true,
      clientMetadataSupported: false,
      isOpenIdProvider: true,
      codeChallengeMethodsSupported: ['S256'],
    });
    expect(server.revocationEndpoint).not.toBeNull();
  });

  test('discovery finds it by its metadata address as well (O15)', async () => {
    const typed = `${provider.issuer}/.well-known/openid-configuration`;
    expect(valueOf(await discoverAuthorizationServer(typed, context))).toEqual(server);
  });

  test('a sign-in ends in tokens and a verified identity (O2, O4)', async () => {
    const { tokens, identity, idTokenClaims } = await signIn();
    expect(identity?.subject).toBe('alice');
    expect(idTokenClaims).toMatchObject({ iss: provider.issuer, aud: 'lanyard' });
    expect(tokens.refreshToken).not.toBeNull();
    expect([...tokens.scopesGranted].sort()).toEqual([...scopes].sort());
    const question = {
      server,
      client,
      accessToken: tokens.accessToken,
      proofKey: null,
      expectedSubject: 'alice',
    };
    expect(valueOf(await fetchUserinfo(question, context))).toEqual({
      subject: 'alice',
      name: 'alice Example',
      email: 'alice@as.example',
    });
  });

  test('a client authenticates with a secret full of special characters (O22)', async () => {
    const secret = 'a secret: with % odd & signs';
    const authentication = chooseClientAuthentication(server, secret);
    const { identity } = await signIn({ clientId: 'lanyard-with-secret', authentication });
    expect(identity?.subject).toBe('alice');
  });

  test('a wrong secret makes the connection misconfigured (H55)', async () => {
    const right = chooseClientAuthentication(server, 'a secret: with % odd & signs');
    const wrong = chooseClientAuthentication(server, 'wrong');
    const clientId = 'lanyard-with-secret';
    const answer = await answerFor({ clientId, authentication: right });
    const asOther = { ...answer, client: { clientId, authentication: wrong } };
    expect(await authorizationCodeGrant(asOther, context)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', serverError: 'invalid_client' },
    });
  });

  test('the response has the issuer, and a changed one is refused (O4, H13)', async () => {
    const answer = await answerFor(client);
    expect(answer.callback.parameters.get('iss')).toBe(provider.issuer);
    const other = { ...server, issuer: 'https://other.example' };
    expect(await authorizationCodeGrant({ ...answer, server: other }, context)).toMatchObject({
      error: { code: 'authorization_response_mismatch' },
    });
  });

  test('declining counts as cancelled (H20)', async () => {
    const answer = await answerFor(client, { cancel: true });
    expect(await authorizationCodeGrant(answer, context)).toMatchObject({
      kind: 'user_cancelled',
      error: { code: 'access_denied', serverError: 'access_denied' },
    });
  });

  test('a code works once (H54)', async () => {
    const answer = await answerFor(client);
    valueOf(await authorizationCodeGrant(answer, context));
    expect(await authorizationCodeGrant(answer, context)).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'code_refused', serverError: 'invalid_grant' },
    });
  });

  test('a code is worthless without the verifier (O2)', async () => {
    const answer = await answerFor(client);
    const stolen = { ...answer, codeVerifier: 'x'.repeat(43) };
    expect(await authorizationCodeGrant(stolen, context)).toMatchObject({
      error: { code: 'code_refused' },
    });
  });

  test('a refresh rotates, and the old refresh token is refused from then on (H60, H64)', async () => {
    const { tokens } = await signIn();
    const { outcome, kept } = await refresh(tokens.refreshToken!);
    const refreshed = valueOf(outcome);
    expect(refreshed.tokens.refreshToken).not.toBe(tokens.refreshToken);
    expect(refreshed.tokens.accessToken).not.toBe(tokens.accessToken);
    expect(kept).toEqual([refreshed.tokens.refreshToken]);
    expect(refreshed.idTokenClaims).toMatchObject({ sub: 'alice' });
    expect((await refresh(tokens.refreshToken!)).outcome).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'grant_refused', serverError: 'invalid_grant' },
    });
  });

  test('after revocation the server itself refuses the access token (O14)', async () => {
    const { tokens } = await signIn();
    const { accessToken } = tokens;
    const probe = () => probeAccessToken({ server, client, accessToken, proofKey: null }, context);
    expect(valueOf(await probe())).toBe('accepted');
    const revoke = (token: string, hint: 'refresh_token' | 'access_token') =>
      revokeToken({ server, client, token, hint }, context);
    valueOf(await revoke(tokens.refreshToken!, 'refresh_token'));
    valueOf(await revoke(accessToken, 'access_token'));
    expect(valueOf(await probe())).toBe('refused');
    expect((await refresh(tokens.refreshToken!)).outcome.kind).toBe('needs_sign_in');
    // RFC 7009 §2.2: an unknown token is not an error.
    valueOf(await revoke(accessToken, 'access_token'));
  });

  test('introspection tells whether a token is active (O23, H77)', async () => {
    const { tokens } = await signIn();
    const ask = (token: string) =>
      introspectToken({ server, client, token, hint: 'access_token' }, context);
    const said = valueOf(await ask(tokens.accessToken));
    expect(said).toMatchObject({ active: true, claims: { sub: 'alice', client_id: 'lanyard' } });
    expect(JSON.stringify(said)).not.toContain(tokens.accessToken);
    expect(valueOf(await ask('never-issued')).active).toBe(false);
  });

  test('an unknown client is reported before a browser opens (O18)', async () => {
    const unknown: Client = { clientId: 'nobody', authentication: { kind: 'none' } };
    expect(await prepareAuthorization(requestBy(unknown), context)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', serverError: 'invalid_client' },
    });
  });

  test('an unknown client is misconfigured at the token endpoint', async () => {
    const { tokens } = await signIn();
    const unknown: Client = { clientId: 'nobody', authentication: { kind: 'none' } };
    const outcome = await refreshTokenGrant(
      {
        server,
        client: unknown,
        refreshToken: tokens.refreshToken!,
        scopesBefore: scopes,
        expectedSubject: null,
        idTokenClaimsBefore: null,
        resource: null,
        proofKey: null,
      },
      context,
    );
    expect(outcome).toMatchObject({ kind: 'misconfigured', error: { code: 'client_refused' } });
  });

  test('a closed port is an unreachable server', async () => {
    const gone = await startProvider();
    await gone.close();
    expect(await discoverAuthorizationServer(gone.issuer, context)).toMatchObject({
      kind: 'network_fault_retry',
      error: {
        code: 'server_unreachable',
        // Node's code, and Chromium's.
        cause: expect.stringMatching(/^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/) as unknown,
      },
    });
  });
});
