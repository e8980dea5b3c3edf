/** Asks a server itself what it thinks of a connection's tokens, whatever the app believes. */
import type { Evidence } from '../ipc/connection-view.js';
import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { OAuthContext } from '../main/oauth/context.js';
import { refreshTokenGrantRequest } from '../main/oauth/refresh-token-grant.js';
import { introspectToken } from '../main/oauth/token-introspection.js';
import { userinfoRequest } from '../main/oauth/userinfo.js';
import type { Peer } from './peers.js';

export interface OldTokens {
  readonly connection: Connection;
  readonly secrets: ConnectionSecrets;
  readonly api: Peer['api'];
  /** The API, where `api` is 'address'. */
  readonly address: string;
}

/** Rejects unless the server accepts the access token. */
export async function useAccessToken(tokens: OldTokens): Promise<void> {
  const { isAccepted, words } = await tryAccessToken(tokens);
  if (!isAccepted) throw new Error(`the server refuses the new access token: ${words}`);
}

/** Rejects unless the server refuses the refresh token, and the access token as the evidence says. */
export async function checkOldTokens(tokens: OldTokens, evidence: Evidence): Promise<string> {
  const refresh = await tryRefreshToken(tokens);
  if (refresh.isAccepted) throw new Error('the server still accepts the refresh token');
  const access = await tryAccessToken(tokens);
  const honest = access.isAccepted ? 'still_accepted' : 'confirmed';
  if (evidence.kind !== honest) {
    const fact = access.isAccepted ? 'accepts' : 'refuses';
    throw new Error(
      `the app says "${evidence.kind}", and the server ${fact} the access token: ${access.words}`,
    );
  }
  return `${evidence.kind} (${access.words}; refresh ${refresh.words})`;
}

interface Answer {
  readonly isAccepted: boolean;
  readonly words: string;
}

async function tryAccessToken({ connection, secrets, api, address }: OldTokens): Promise<Answer> {
  const { server } = connection;
  const { accessToken } = secrets.tokens;
  switch (api) {
    case 'address': {
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
      });
      return { isAccepted: response.ok, words: `API ${response.status}` };
    }
    case 'userinfo': {
      const probe = { server, client: clientOf(connection, secrets), accessToken, proofKey: secrets.proofKey };
      const response = await userinfoRequest(probe, context);
      if (response.kind !== 'ok') throw new Error(response.error.cause);
      const { status } = response.value;
      return { isAccepted: status === 200, words: `userinfo ${status}` };
    }
    case 'introspection': {
      const client = clientOf(connection, secrets);
      const question = { server, client, token: accessToken, hint: 'access_token' } as const;
      const answer = await introspectToken(question, context);
      if (answer.kind !== 'ok') throw new Error(`introspection: ${JSON.stringify(answer.error)}`);
      const { active } = answer.value;
      return { isAccepted: active, words: `active: ${String(active)}` };
    }
  }
}

async function tryRefreshToken({ connection, secrets }: OldTokens): Promise<Answer> {
  const { refreshToken } = secrets.tokens;
  if (refreshToken === null) return { isAccepted: false, words: 'none' };
  const response = await refreshTokenGrantRequest(
    {
      server: connection.server,
      client: clientOf(connection, secrets),
      refreshToken,
      refreshTokenExpiresAt: null,
      scopesBefore: connection.scopesGranted,
      expectedSubject: null,
      idTokenClaimsBefore: null,
      resource: connection.resource,
      proofKey: secrets.proofKey,
    },
    context,
  );
  if (response.kind !== 'ok') throw new Error(response.error.cause);
  const { status, body } = response.value;
  const error = body?.['error'];
  return { isAccepted: status === 200, words: typeof error === 'string' ? error : String(status) };
}

function clientOf({ registration }: Connection, { authentication }: ConnectionSecrets) {
  return { clientId: registration.clientId, authentication };
}

const context: OAuthContext = {
  fetch: createBoundedFetch(fetch),
  now: () => Date.now(),
  proofNonces: new Map(),
};
