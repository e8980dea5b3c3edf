import { describe, expect, test } from 'vitest';

import { unsignedJwt } from '../../testing/assertions.js';
import { client, json, type Reaction, scripted, server } from '../../testing/scripted-server.js';
import { type IdentityAssertionRequest, requestIdentityAssertion } from './identity-assertion.js';

const idToken = unsignedJwt({ sub: 'S3CR3T-ada' });
const assertion = unsignedJwt({ sub: 'ada', aud: 'https://notes.example' });
const issued = {
  access_token: assertion,
  issued_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
  token_type: 'N_A',
  expires_in: 300,
};

async function exchange(reaction: Reaction, differences: Partial<IdentityAssertionRequest> = {}) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: reaction });
  const request: IdentityAssertionRequest = {
    ...{ server, client, idToken, audience: 'https://notes.example' },
    ...{ resource: 'https://notes.example/mcp', scopes: ['notes.read'] },
    ...differences,
  };
  return { outcome: await requestIdentityAssertion(request, context), seen };
}

describe('an identity provider that does not vouch for the user', () => {
  test.each([
    ['invalid_grant', 'needs_sign_in', 'grant_refused'],
    ['invalid_request', 'misconfigured', 'request_refused'],
    ['invalid_target', 'misconfigured', 'request_refused'],
    ['access_denied', 'misconfigured', 'request_refused'],
    ['unauthorized_client', 'misconfigured', 'client_refused'],
    ['invalid_scope', 'misconfigured', 'scope_refused'],
    ['temporarily_unavailable', 'server_fault_retry', 'server_busy'],
  ])('says %s: %s', async (error, kind, code) => {
    expect((await exchange(json({ error }, 400))).outcome).toMatchObject({ kind, error: { code } });
  });

  test.each([
    ['an access token', { ...issued, issued_token_type: 'access_token', token_type: 'Bearer' }],
    ['a token of no named type', { access_token: assertion, token_type: 'N_A' }],
    ['an opaque token', { ...issued, access_token: 'opaque' }],
    [
      'a token that is too long',
      { ...issued, access_token: unsignedJwt({ a: 'a'.repeat(70_000) }) },
    ],
    ['no token', { ...issued, access_token: undefined }],
  ])('and answers with %s', async (_, body) => {
    const { outcome } = await exchange(json(body));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
    expect(JSON.stringify(outcome)).not.toContain(assertion);
  });
});

test('an ID token is exchanged for an assertion to one server and one API', async () => {
  const { outcome, seen } = await exchange(json(issued));
  expect(outcome).toEqual({ kind: 'ok', value: assertion });
  expect(Object.fromEntries(seen[0]!.form)).toEqual({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: 'lanyard',
    requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
    subject_token: idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    audience: 'https://notes.example',
    resource: 'https://notes.example/mcp',
    scope: 'notes.read',
  });
});

test('an assertion for a server of its own API names no other', async () => {
  const { seen } = await exchange(json(issued), { resource: null, scopes: [] });
  expect(seen[0]!.form.has('resource')).toBe(false);
  expect(seen[0]!.form.has('scope')).toBe(false);
});
