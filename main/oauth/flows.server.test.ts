import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { probeAccessToken } from './access-token-probe.js';
import { completeAuthorization } from './authorization-code-grant.js';
import { type AuthorizationRequest, prepareAuthorization } from './authorization-request.js';
import type { AuthorizationServer, Client } from './authorization-server.js';
import { readCallback } from './callback.js';
import { chooseClientAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { discoverAuthorizationServer } from './discovery.js';
import { createNetwork } from '../../testing/network.js';
import {
  nativeRedirect,
  type PracticeProvider,
  signInByBrowser,
  startProvider,
} from '../../testing/practice-provider.js';
import { valueOf } from '../../testing/scripted-server.js';
import { refreshTokens } from './refresh-token-grant.js';
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
  return { ...request, ...prepared, callback, scopesAsked: scopes };
}

async function signIn(by = client, browser = {}) {
  return valueOf(await completeAuthorization(await answerFor(by, browser), context));
}

function refresh(refreshToken: string, keepRefreshToken = () => Promise.resolve()) {
  return refreshTokens(
    {
      server,
      client,
      refreshToken,
      scopesBefore: scopes,
      expectedSubject: 'alice',
      idTokenClaimsBefore: null,
      resource: null,
      proofKey: null,
      keepRefreshToken,
    },
    context,
  );
}

describe('at a real authorization server', () => {
  it('O15 discovery finds what it offers', () => {
    expect(server).toMatchObject({
      issuer: provider.issuer,
      sendsIssuer: true,
      isOpenIdProvider: true,
      codeChallengeMethodsSupported: ['S256'],
    });
    expect(server.revocationEndpoint).not.toBeNull();
  });

  it('O15 discovery finds it by its metadata address as well', async () => {
    const typed = `${provider.issuer}/.well-known/openid-configuration`;
    expect(valueOf(await discoverAuthorizationServer(typed, context))).toEqual(server);
  });

  it('O2 O4 a sign-in ends in tokens and a verified identity', async () => {
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

  it('O22 a client with a secret full of odd signs authenticates', async () => {
    const secret = 'a secret: with % odd & signs';
    const authentication = chooseClientAuthentication(server, secret);
    const { identity } = await signIn({ clientId: 'lanyard-with-secret', authentication });
    expect(identity?.subject).toBe('alice');
  });

  it('H55 a wrong secret is the settings’ fault', async () => {
    const right = chooseClientAuthentication(server, 'a secret: with % odd & signs');
    const wrong = chooseClientAuthentication(server, 'wrong');
    const clientId = 'lanyard-with-secret';
    const answer = await answerFor({ clientId, authentication: right });
    const asOther = { ...answer, client: { clientId, authentication: wrong } };
    expect(await completeAuthorization(asOther, context)).toMatchObject({
      kind: 'misconfigured',
      failure: { code: 'client_refused', serverError: 'invalid_client' },
    });
  });

  it('O4 H13 the answer bears the issuer, and a changed one is refused', async () => {
    const answer = await answerFor(client);
    expect(answer.callback.parameters.get('iss')).toBe(provider.issuer);
    const other = { ...server, issuer: 'https://other.example' };
    expect(await completeAuthorization({ ...answer, server: other }, context)).toMatchObject({
      failure: { code: 'answer_from_other_service' },
    });
  });

  it('H20 declining is the person’s choice', async () => {
    const answer = await answerFor(client, { cancel: true });
    expect(await completeAuthorization(answer, context)).toMatchObject({
      kind: 'user_cancelled',
      failure: { code: 'access_denied', serverError: 'access_denied' },
    });
  });

  it('H54 a code works once', async () => {
    const answer = await answerFor(client);
    valueOf(await completeAuthorization(answer, context));
    expect(await completeAuthorization(answer, context)).toMatchObject({
      kind: 'needs_sign_in',
      failure: { code: 'code_refused', serverError: 'invalid_grant' },
    });
  });

  it('O2 a code is worthless without the verifier', async () => {
    const answer = await answerFor(client);
    const stolen = { ...answer, codeVerifier: 'x'.repeat(43) };
    expect(await completeAuthorization(stolen, context)).toMatchObject({
      failure: { code: 'code_refused' },
    });
  });

  it('H60 H64 a refresh rotates, and the old refresh token is refused from then on', async () => {
    const { tokens } = await signIn();
    const kept: string[] = [];
    const keep = (token?: string) => {
      kept.push(token ?? '');
      return Promise.resolve();
    };
    const renewed = valueOf(await refresh(tokens.refreshToken!, keep));
    expect(renewed.tokens.refreshToken).not.toBe(tokens.refreshToken);
    expect(renewed.tokens.accessToken).not.toBe(tokens.accessToken);
    expect(kept).toEqual([renewed.tokens.refreshToken]);
    expect(renewed.idTokenClaims).toMatchObject({ sub: 'alice' });
    expect(await refresh(tokens.refreshToken!)).toMatchObject({
      kind: 'needs_sign_in',
      failure: { code: 'grant_refused', serverError: 'invalid_grant' },
    });
  });

  it('O14 after revocation the server itself says that the access token is dead', async () => {
    const { tokens } = await signIn();
    const { accessToken } = tokens;
    const probe = () => probeAccessToken({ server, client, accessToken, proofKey: null }, context);
    expect(valueOf(await probe())).toBe('accepted');
    const revoke = (token: string, hint: 'refresh_token' | 'access_token') =>
      revokeToken({ server, client, token, hint }, context);
    valueOf(await revoke(tokens.refreshToken!, 'refresh_token'));
    valueOf(await revoke(accessToken, 'access_token'));
    expect(valueOf(await probe())).toBe('refused');
    expect((await refresh(tokens.refreshToken!)).kind).toBe('needs_sign_in');
    // RFC 7009 §2.2: a token it does not know is no error.
    valueOf(await revoke(accessToken, 'access_token'));
  });

  it('O23 H77 introspection says what the server thinks of a token', async () => {
    const { tokens } = await signIn();
    const ask = (token: string) =>
      introspectToken({ server, client, token, hint: 'access_token' }, context);
    const said = valueOf(await ask(tokens.accessToken));
    expect(said).toMatchObject({ active: true, claims: { sub: 'alice', client_id: 'lanyard' } });
    expect(JSON.stringify(said)).not.toContain(tokens.accessToken);
    expect(valueOf(await ask('never-issued')).active).toBe(false);
  });

  it('O18 a client it does not know is told so before a browser opens', async () => {
    const unknown: Client = { clientId: 'nobody', authentication: { kind: 'none' } };
    expect(await prepareAuthorization(requestBy(unknown), context)).toMatchObject({
      kind: 'misconfigured',
      failure: { code: 'client_refused', serverError: 'invalid_client' },
    });
  });

  it('a client it does not know is the settings’ fault at the token endpoint', async () => {
    const { tokens } = await signIn();
    const unknown: Client = { clientId: 'nobody', authentication: { kind: 'none' } };
    const outcome = await refreshTokens(
      {
        server,
        client: unknown,
        refreshToken: tokens.refreshToken!,
        scopesBefore: scopes,
        expectedSubject: null,
        idTokenClaimsBefore: null,
        resource: null,
        proofKey: null,
        keepRefreshToken: () => Promise.resolve(),
      },
      context,
    );
    expect(outcome).toMatchObject({ kind: 'misconfigured', failure: { code: 'client_refused' } });
  });

  it('nobody listening is a server out of reach', async () => {
    const gone = await startProvider();
    await gone.close();
    expect(await discoverAuthorizationServer(gone.issuer, context)).toMatchObject({
      kind: 'network_fault_retry',
      failure: {
        code: 'server_unreachable',
        // As Node says it, and as Chromium does.
        cause: expect.stringMatching(/^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/) as unknown,
      },
    });
  });
});
