/** Shipped services with the responses in their documentation, through the real protocol code. */
import { describe, expect, test } from 'vitest';

import { completion, json, refreshTokenGrant, scripted } from '../../../testing/scripted-server.js';
import { probeAccessToken } from '../../oauth/access-token-probe.js';
import { authorizationCodeGrant } from '../../oauth/authorization-code-grant.js';
import type { AuthorizationServer, Client } from '../../oauth/authorization-server.js';
import { createBoundedFetch } from '../../oauth/bounded-fetch.js';
import { chooseClientAuthentication } from '../../oauth/client-authentication.js';
import type { TokenTypeHint } from '../../oauth/request-about-token.js';
import { authorizationServerFrom } from '../../oauth/server-metadata.js';
import { revokeToken } from '../../oauth/token-revocation.js';
import { fetchUserinfo } from '../../oauth/userinfo.js';
import { registeredService } from '../service-from-definition.js';
import { shippedDefinitions } from '../shipped-services.js';
import { adjustedFetch } from './apply.js';

type Script = Parameters<typeof scripted>[0];

function connectedTo(id: string, clientSecret: string | null, script: Script) {
  const definition = shippedDefinitions.services.find((each) => each.id === id);
  if (!definition) throw new Error(`no such service: ${id}`);
  const clientId = 'lanyard';
  const made = registeredService(definition, 'shipped', { clientId, clientSecret, variables: {} });
  if (made.kind !== 'ok' || made.value.server.kind !== 'known') throw new Error('not known');
  const found = authorizationServerFrom(made.value.server.server);
  if (found.kind !== 'ok') throw new Error(found.error.cause);
  const server: AuthorizationServer = found.value;
  const authentication = chooseClientAuthentication(server, clientSecret);
  const client: Client = { clientId, authentication };
  const { context, seen } = scripted(script);
  const bounded = createBoundedFetch(context.fetch);
  const { adjustments } = made.value;
  const oauth = { ...context, fetch: adjustedFetch(adjustments, { server, clientId }, bounded) };
  const proofKey = null;
  return {
    seen,
    signIn: () =>
      authorizationCodeGrant(completion('code=c&state=state-1', { server, client }), oauth),
    whoami: (accessToken: string) =>
      fetchUserinfo({ server, client, accessToken, proofKey, expectedSubject: null }, oauth),
    refresh: (refreshToken: string) =>
      refreshTokenGrant(
        {
          server,
          client,
          refreshToken,
          scopesBefore: ['a'],
          expectedSubject: null,
          idTokenClaimsBefore: null,
          resource: null,
          proofKey,
        },
        oauth,
      ),
    revoke: (token: string, hint: TokenTypeHint) =>
      revokeToken({ server, client, token, hint }, oauth),
    probe: (accessToken: string) =>
      probeAccessToken({ server, client, accessToken, proofKey }, oauth),
  };
}

describe('GitHub', () => {
  const token = 'https://github.com/login/oauth/access_token';

  test('a refused code is reported, though the response has status 200 (H42, H54)', async () => {
    const error = { error: 'bad_verification_code', error_description: 'The code is incorrect.' };
    const { signIn } = connectedTo('github', 's', { [token]: json(error) });
    expect(await signIn()).toMatchObject({
      kind: 'needs_sign_in',
      error: {
        code: 'code_refused',
        cause: 'HTTP 400, application/json: bad_verification_code: The code is incorrect.',
      },
    });
  });

  test('tokens, account, revocation, and the probe after it', async () => {
    const user = 'https://api.github.com/user';
    const { signIn, whoami, revoke, probe } = connectedTo('github', 's', {
      [token]: json({ access_token: 'gho_16C7', scope: 'repo,gist', token_type: 'bearer' }),
      [user]: [json({ login: 'octocat', id: 1 }), json({ message: 'Bad credentials' }, 401)],
      'https://api.github.com/credentials/revoke': new Response(null, { status: 202 }),
    });
    expect(await signIn()).toMatchObject({
      value: {
        tokens: { accessToken: 'gho_16C7', scopesGranted: ['repo', 'gist'], expiresAt: null },
      },
    });
    expect(await whoami('gho_16C7')).toMatchObject({ value: { subject: '1', name: 'octocat' } });
    expect(await revoke('gho_16C7', 'access_token')).toEqual({ kind: 'ok', value: null });
    expect(await probe('gho_16C7')).toEqual({ kind: 'ok', value: 'refused' });
  });
});

describe('Slack', () => {
  const token = 'https://slack.com/api/oauth.v2.access';
  const identity = 'https://slack.com/api/auth.test';
  const user = { access_token: 'xoxe.xoxp-1', token_type: 'user', scope: 'users:read,chat:write' };

  test('an ended refresh token needs a sign-in; a fault of Slack does not', async () => {
    const ended = json({ ok: false, error: 'invalid_refresh_token' });
    const { refresh } = connectedTo('slack', null, { [token]: ended });
    expect(await refresh('xoxe-1')).toMatchObject({ kind: 'needs_sign_in' });
    const fault = json({ ok: false, error: 'internal_error' });
    const other = connectedTo('slack', null, { [token]: fault });
    expect(await other.refresh('xoxe-1')).toMatchObject({ kind: 'server_fault_retry' });
  });

  test('a refresh token cannot be revoked; the revocation of an access token is probed (H72)', async () => {
    const { revoke, probe } = connectedTo('slack', null, {
      'https://slack.com/api/auth.revoke': json({ ok: true, revoked: true }),
      [identity]: json({ ok: false, error: 'token_revoked' }),
    });
    expect(await revoke('xoxe-1', 'refresh_token')).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'revocation_refused', serverError: 'unsupported_token_type' },
    });
    expect((await revoke('xoxe.xoxp-1', 'access_token')).kind).toBe('ok');
    expect(await probe('xoxe.xoxp-1')).toEqual({ kind: 'ok', value: 'refused' });
  });

  test('the user tokens and the account', async () => {
    const { signIn, whoami } = connectedTo('slack', null, {
      [token]: json({ ok: true, authed_user: { id: 'U1', ...user, refresh_token: 'xoxe-1' } }),
      [identity]: json({ ok: true, user: 'grace', team: 'Navy', user_id: 'U1', team_id: 'T1' }),
    });
    expect(await signIn()).toMatchObject({
      value: { tokens: { refreshToken: 'xoxe-1', scopesGranted: ['users:read', 'chat:write'] } },
    });
    expect(await whoami('xoxe.xoxp-1')).toMatchObject({
      value: { subject: 'T1/U1', name: 'grace · Navy' },
    });
  });
});

test('Twitch: scopes as a list, and the account with the client ID', async () => {
  const { signIn, whoami, seen } = connectedTo('twitch', 's', {
    'https://id.twitch.tv/oauth2/token': json({
      access_token: 'rfx2uswqe8l4g1mkagrvg5tv0ks3',
      expires_in: 14_124,
      refresh_token: '5b93chm6hdve3mycz05zfzatkfdenfspp1h1ar2xxdalen01',
      scope: ['chat:edit', 'chat:read'],
      token_type: 'bearer',
    }),
    'https://api.twitch.tv/helix/users': json({
      data: [
        { id: '141981764', login: 'twitchdev', display_name: 'TwitchDev', email: 'a@b.example' },
      ],
    }),
  });
  expect(await signIn()).toMatchObject({
    value: { tokens: { scopesGranted: ['chat:edit', 'chat:read'] } },
  });
  expect(await whoami('at')).toMatchObject({
    value: { subject: '141981764', name: 'TwitchDev', email: 'a@b.example' },
  });
  expect(seen.at(-1)?.headers.get('client-id')).toBe('lanyard');
  // client_secret_post
  expect(seen[0]?.form.get('client_secret')).toBe('s');
});

test('Notion: JSON with the client in the header, the account in the token’s owner, revocation', async () => {
  const { signIn, whoami, revoke, seen } = connectedTo('notion', 's', {
    'https://api.notion.com/v1/oauth/token': json({
      access_token: 'ntn_1',
      token_type: 'bearer',
      bot_id: 'b',
      workspace_id: 'w',
      duplicated_template_id: null,
    }),
    'https://api.notion.com/v1/users/me': json({
      object: 'user',
      type: 'bot',
      bot: {
        owner: {
          type: 'user',
          user: { id: 'u-1', name: 'Ada', person: { email: 'ada@example.org' } },
        },
      },
    }),
    'https://api.notion.com/v1/oauth/revoke': json({ request_id: 'r' }),
  });
  expect(await signIn()).toMatchObject({ kind: 'ok', value: { tokens: { accessToken: 'ntn_1' } } });
  expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ grant_type: 'authorization_code' });
  expect(seen[0]?.headers.get('authorization')).toMatch(/^Basic /);
  expect(await whoami('ntn_1')).toMatchObject({
    value: { subject: 'u-1', name: 'Ada', email: 'ada@example.org' },
  });
  expect((await revoke('ntn_1', 'access_token')).kind).toBe('ok');
  expect(JSON.parse(seen.at(-1)?.body ?? '')).toMatchObject({ token: 'ntn_1' });
});

test('Figma: refreshed at another endpoint, with the old refresh token kept (H61)', async () => {
  const { refresh } = connectedTo('figma', 's', {
    'https://api.figma.com/v1/oauth/refresh': json({
      access_token: 'figu_2',
      token_type: 'bearer',
      expires_in: 7_776_000,
    }),
  });
  expect(await refresh('figur_1')).toMatchObject({
    value: { tokens: { accessToken: 'figu_2', refreshToken: 'figur_1' } },
  });
});

test('Dropbox: the account by POST, and revocation by the token itself', async () => {
  const { whoami, revoke, seen } = connectedTo('dropbox', null, {
    'https://api.dropboxapi.com/2/users/get_current_account': json({
      account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
      name: { display_name: 'Franz Ferdinand (Personal)' },
      email: 'franz@dropbox.example',
    }),
    'https://api.dropboxapi.com/2/auth/token/revoke': json(null),
  });
  expect(await whoami('sl.1')).toMatchObject({
    value: {
      subject: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
      name: 'Franz Ferdinand (Personal)',
    },
  });
  expect(seen[0]?.method).toBe('POST');
  expect((await revoke('sl.1', 'access_token')).kind).toBe('ok');
});

test('HubSpot: the refresh token is deleted', async () => {
  const { revoke, seen } = connectedTo('hubspot', 's', {
    'https://api.hubapi.com/oauth/v1/refresh-tokens/na1-1': new Response(null, { status: 204 }),
  });
  expect((await revoke('na1-1', 'refresh_token')).kind).toBe('ok');
  expect(seen).toMatchObject([{ method: 'DELETE' }]);
});
