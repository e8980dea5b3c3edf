import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  decoded,
  json,
  nodeFault,
  now,
  type Reaction,
  redirectUri,
  scripted,
  server,
  text,
  valueOf,
} from '../../testing/scripted-server.js';
import { type AuthorizationRequest, prepareAuthorization } from './authorization-request.js';
import { createProofKey, type ProofKey } from './proof-of-possession.js';

const par = 'https://as.example/par';
const offering = { ...server, pushedAuthorizationRequestEndpoint: par };
const requiring = { ...offering, requiresPushedAuthorizationRequests: true };
const taken = { request_uri: 'urn:example:r-1', expires_in: 60 };

let proofKey: ProofKey;
beforeAll(async () => {
  proofKey = (await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] }))!;
});

async function prepare(
  reaction: Reaction | readonly Reaction[],
  differences: Partial<AuthorizationRequest> = {},
) {
  const { context, seen } = scripted({ [par]: reaction });
  const request: AuthorizationRequest = {
    ...{ server: offering, client, redirectUri, scopes: ['openid'] },
    ...{ prompt: null, loginHint: null, resource: null, proofKey: null },
    ...differences,
  };
  return { outcome: await prepareAuthorization(request, context), seen };
}

const queryOf = ({ authorizationUrl }: { authorizationUrl: string }) =>
  Object.fromEntries(new URL(authorizationUrl).searchParams);

describe('a pushed request (O18)', () => {
  test.each([offering, requiring])(
    'leaves nothing in the URL but its reference (%#)',
    async (at) => {
      const { outcome, seen } = await prepare(json(taken, 201), { server: at });
      const prepared = valueOf(outcome);
      expect(queryOf(prepared)).toEqual({ client_id: 'lanyard', request_uri: 'urn:example:r-1' });
      expect(prepared.usableOnceUntil).toBe(now + 60_000);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatchObject({ url: par, method: 'POST' });
      expect(Object.fromEntries(seen[0]!.form)).toMatchObject({
        client_id: 'lanyard',
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: 'openid',
        state: prepared.state,
        nonce: prepared.nonce,
        code_challenge_method: 'S256',
      });
      expect(JSON.stringify(seen)).not.toContain(prepared.codeVerifier);
    },
  );

  test('authenticates the client as at the token endpoint', async () => {
    const authentication = { kind: 'client_secret_basic', clientSecret: 's' } as const;
    const { seen } = await prepare(json(taken, 201), { client: { ...client, authentication } });
    expect(seen[0]!.headers.get('authorization')).toBe(`Basic ${btoa('lanyard:s')}`);
  });

  test('is repeated for the same sign-in when the browser is opened again', async () => {
    const first = valueOf((await prepare(json(taken, 201))).outcome);
    const { outcome, seen } = await prepare(json({ ...taken, request_uri: 'urn:r-2' }, 201), {
      again: first,
    });
    const { state, nonce, codeVerifier } = valueOf(outcome);
    expect({ state, nonce, codeVerifier }).toEqual({
      state: first.state,
      nonce: first.nonce,
      codeVerifier: first.codeVerifier,
    });
    expect(queryOf(valueOf(outcome))['request_uri']).toBe('urn:r-2');
    expect(seen[0]!.form.get('state')).toBe(first.state);
  });

  test('binds the code to the key and proves it, with the nonce the server wants (O19)', async () => {
    const wanted = json({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': 'n-1' });
    const { outcome, seen } = await prepare([wanted, json(taken, 201)], { proofKey });
    expect(outcome.kind).toBe('ok');
    expect(seen).toHaveLength(2);
    expect(decoded(seen[1]!.headers.get('dpop')).claims).toMatchObject({ htu: par, nonce: 'n-1' });
    expect(seen[1]!.form.get('dpop_jkt')).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    ['a text', '60', 60_000],
    ['a huge number', 1e12, 24 * 3_600_000],
  ])('with %s for its lifetime', async (_, expires_in, ms) => {
    const { outcome } = await prepare(json({ ...taken, expires_in }, 201));
    expect(valueOf(outcome).usableOnceUntil).toBe(now + ms);
  });
});

describe('a pushed request that is not accepted (O18)', () => {
  const notTaken = [
    ['invalid_request', json({ error: 'invalid_request' }, 400)],
    ['access_denied', json({ error: 'access_denied' }, 403)],
    [
      'invalid_request about something else',
      json({ error: 'invalid_request', error_description: 'scope missing; no redirect' }, 400),
    ],
    [
      'another error that mentions the redirect URI',
      json({ error: 'invalid_target', error_description: 'not this redirect_uri' }, 400),
    ],
    [
      'invalid_request without a description',
      json({ error: 'invalid_request', error_description: 7 }, 400),
    ],
    ['a 404', text('', '', 404)],
    ['a page of a firewall', text('<html>', 'text/html', 403)],
  ] as const;

  test.each(notTaken)(
    'falls back to the URL where pushing was only offered: %s',
    async (_, answer) => {
      const { outcome, seen } = await prepare(answer);
      const prepared = valueOf(outcome);
      expect(queryOf(prepared)).toMatchObject({ response_type: 'code', state: prepared.state });
      expect(prepared.usableOnceUntil).toBeNull();
      expect(seen).toHaveLength(1);
    },
  );

  test.each(notTaken)('ends the sign-in where pushing is required: %s', async (_, answer) => {
    const { outcome } = await prepare(answer, { server: requiring });
    expect(outcome.kind).not.toBe('ok');
    expect(outcome).toHaveProperty('error.host', 'as.example');
  });

  test.each([
    ['invalid_client', json({ error: 'invalid_client' }, 401), 'misconfigured', 'client_refused'],
    ['', json({ error: 'unauthorized_client' }, 400), 'misconfigured', 'client_refused'],
    ['', json({ error: 'invalid_redirect_uri' }, 400), 'misconfigured', 'redirect_uri_refused'],
    ['', json({ error: 'redirect_uri_mismatch' }, 400), 'misconfigured', 'redirect_uri_refused'],
    ['H38', text('', '', 511), 'network_fault_retry', 'intercepted'],
    ['', json({ error: 'slow_down' }, 429), 'server_fault_retry', 'server_busy'],
    ['', text('', '', 408), 'server_fault_retry', 'server_error'],
    ['', text('', '', 425), 'server_fault_retry', 'server_error'],
    ['', text('', '', 407), 'network_fault_retry', 'proxy_refused'],
    ['', text('', '', 503), 'server_fault_retry', 'server_error'],
    ['', nodeFault('ECONNRESET'), 'network_fault_retry', 'server_unreachable'],
    ['with 200', json(taken, 200), 'rejected_response', 'response_rejected'],
    ['H38', text('<html>', 'text/html', 201), 'network_fault_retry', 'intercepted'],
    ['', text(JSON.stringify(taken), '', 201), 'rejected_response', 'response_rejected'],
    ['no reference', json({ expires_in: 60 }, 201), 'rejected_response', 'response_rejected'],
    ['no lifetime', json({ request_uri: 'u' }, 201), 'rejected_response', 'response_rejected'],
    [
      'an endless reference',
      json({ ...taken, request_uri: 'u'.repeat(2_049) }, 201),
      ...(['rejected_response', 'response_rejected'] as const),
    ],
  ])('ends the sign-in in any case (%s %#)', async (_, answer, kind, code) => {
    const { outcome, seen } = await prepare(answer);
    expect(outcome).toMatchObject({ kind, error: { code } });
    expect(seen).toHaveLength(1);
  });

  test.each(['redirect_uri did not match', 'Redirect URI not registered', 'bad redirectUrl'])(
    'reports a refused redirect URI where the server says so in the description: %s',
    async (error_description) => {
      const answer = json({ error: 'invalid_request', error_description }, 400);
      const { outcome, seen } = await prepare(answer);
      expect(outcome).toMatchObject({
        kind: 'misconfigured',
        error: { code: 'redirect_uri_refused', serverError: 'invalid_request' },
      });
      expect(seen).toHaveLength(1);
    },
  );

  test('fails where pushing is required without an endpoint for it', async () => {
    const at = { ...requiring, pushedAuthorizationRequestEndpoint: null };
    const { outcome, seen } = await prepare(json(taken, 201), { server: at });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'metadata_invalid', host: 'as.example' },
    });
    expect(seen).toEqual([]);
  });
});
