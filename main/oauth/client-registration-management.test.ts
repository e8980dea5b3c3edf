import { describe, expect, test } from 'vitest';

import {
  json,
  type Reaction,
  redirectUri,
  scripted,
  server,
  text,
  valueOf,
} from '../../testing/scripted-server.js';
import {
  deleteClientRegistration,
  readClientRegistration,
  updateClientRegistration,
} from './client-registration-management.js';
import type { RegisteredClient } from './registered-client.js';

const uri = 'https://as.example/clients/new-1';
const registered: RegisteredClient = {
  clientId: 'new-1',
  clientAuthentication: 'client_secret_post',
  clientSecret: 'secret-1',
  clientSecretExpiresAt: null,
  redirectUris: [redirectUri],
  registrationAccessToken: 'rat-1',
  registrationClientUri: uri,
};
const onFile = {
  client_id: 'new-1',
  client_secret: 'secret-2',
  client_secret_expires_at: 0,
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: 'client_secret_post',
};
const unmanaged = { ...registered, registrationAccessToken: null };
const wished = { server, redirectUris: [redirectUri], scopes: ['files'], clientName: 'Lanyard' };

const at = (reaction: Reaction) => scripted({ [uri]: reaction });

describe('a registration that we cannot manage', () => {
  test.each([
    ['read', (context: Context) => readClientRegistration(unmanaged, context)],
    ['changed', (context: Context) => updateClientRegistration(unmanaged, wished, context)],
    [
      'ended',
      (context: Context) =>
        deleteClientRegistration({ ...registered, registrationClientUri: null }, context),
    ],
  ])('is not %s, and nothing is sent', async (_, act) => {
    const { context, seen } = at(json(onFile));
    expect(await act(context)).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'request_refused',
        cause: 'the server offers no management of this registration',
      },
    });
    expect(seen).toEqual([]);
  });

  test.each([
    ['another client', json({ ...onFile, client_id: 'other' }), 'rejected_response'],
    ['other redirect URIs', json({ ...onFile, redirect_uris: ['https://x'] }), 'misconfigured'],
    ['an unknown token', json({ error: 'invalid_token' }, 401), 'misconfigured'],
    ['a challenge alone', challenge('invalid_token'), 'misconfigured'],
    ['a page', text('<html>', 'text/html'), 'network_fault_retry'],
    ['a fault', json({}, 500), 'server_fault_retry'],
  ])('is refused with %s', async (_, reaction, kind) => {
    expect((await readClientRegistration(registered, at(reaction).context)).kind).toBe(kind);
  });

  test.each([
    [json({ error: 'invalid_token' }, 401), 'rejected_response'],
    [text('', '', 404), 'rejected_response'],
    [text('', '', 405), 'rejected_response'],
    [json({}, 503), 'server_fault_retry'],
  ])('is not ended by any other response (%#): %s', async (reaction, kind) => {
    const outcome = await deleteClientRegistration(registered, at(reaction).context);
    if (kind === 'rejected_response') {
      expect(outcome).toHaveProperty('error.code', 'request_refused');
      expect(outcome).toHaveProperty('error.cause', expect.stringMatching(/^HTTP 40\d/));
    }
    expect((await deleteClientRegistration(registered, at(reaction).context)).kind).toBe(kind);
  });
});

describe('a registration that we can manage', () => {
  test('is read with its own token', async () => {
    const { context, seen } = at(json(onFile));
    expect(valueOf(await readClientRegistration(registered, context))).toEqual({
      ...registered,
      clientSecret: 'secret-2',
    });
    expect(seen[0]).toMatchObject({ url: uri, method: 'GET' });
    expect(seen[0]!.headers.get('authorization')).toBe('Bearer rat-1');
    expect(seen[0]!.headers.get('accept')).toBe('application/json');
  });

  test('is replaced as a whole, and may get another token and address', async () => {
    const next = { registration_access_token: 'rat-2', registration_client_uri: `${uri}/2` };
    const { context, seen } = at(json({ ...onFile, ...next }));
    expect(valueOf(await updateClientRegistration(registered, wished, context))).toMatchObject({
      registrationAccessToken: 'rat-2',
      registrationClientUri: `${uri}/2`,
    });
    expect(seen[0]).toMatchObject({ method: 'PUT' });
    expect(seen[0]!.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(seen[0]!.body)).toEqual({
      client_id: 'new-1',
      client_secret: 'secret-1',
      client_name: 'Lanyard',
      application_type: 'native',
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
      scope: 'files',
    });
  });

  test('is changed without a secret where it has none', async () => {
    const open = { ...registered, clientSecret: null, clientAuthentication: 'none' } as const;
    const answer = { ...onFile, client_secret: null, token_endpoint_auth_method: 'none' };
    const { context, seen } = at(json(answer));
    expect((await updateClientRegistration(open, wished, context)).kind).toBe('ok');
    expect(JSON.parse(seen[0]!.body)).not.toHaveProperty('client_secret');
  });

  test.each([200, 204])('is ended with status %i', async (status) => {
    const { context, seen } = at(new Response(null, { status }));
    expect(await deleteClientRegistration(registered, context)).toEqual({
      kind: 'ok',
      value: null,
    });
    expect(seen[0]).toMatchObject({ method: 'DELETE' });
    expect(seen[0]!.headers.get('authorization')).toBe('Bearer rat-1');
  });
});

type Context = ReturnType<typeof scripted>['context'];

function challenge(error: string): Response {
  const headers = { 'www-authenticate': `Bearer error="${error}"` };
  return new Response('', { status: 401, headers });
}
