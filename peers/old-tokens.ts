/** Asks a server itself what it thinks of a connection's tokens, whatever the app believes. */
import * as oauth from 'oauth4webapi';

import type { Evidence } from '../ipc/connection-view.js';
import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { OAuthContext } from '../main/oauth/context.js';
import { libraryClient, requestOptions } from '../main/oauth/library-terms.js';
import { proofOptions } from '../main/oauth/proof-of-possession.js';
import { refreshTokenGrantRequest } from '../main/oauth/refresh-token-grant.js';
import type { Peer } from './peers.js';

export interface OldTokens {
  readonly connection: Connection;
  readonly secrets: ConnectionSecrets;
  /** Where the access token can be used; null: the server has no such place. */
  readonly api: string | null;
}

/** Rejects unless the server accepts the access token. */
export async function useAccessToken(tokens: OldTokens): Promise<void> {
  const { isAccepted, words } = await tryAccessToken(tokens);
  if (!isAccepted) throw new Error(`the server refuses the new access token: ${words}`);
}

/** Rejects unless the server refuses the refresh token, and the evidence is the expected one and true. */
export async function checkOldTokens(
  tokens: OldTokens,
  evidence: Evidence,
  expected: Peer['evidence'],
): Promise<string> {
  const refresh = await tryRefreshToken(tokens);
  if (refresh.isAccepted) throw new Error('the server still accepts the refresh token');
  const access = await tryAccessToken(tokens);
  const isTrue = evidence.kind !== 'confirmed' || !access.isAccepted;
  if (evidence.kind !== expected || !isTrue) {
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

async function tryAccessToken({ connection, secrets, api }: OldTokens): Promise<Answer> {
  if (api === null) throw new Error('the server has no userinfo endpoint');
  const { tokens, proofKey } = secrets;
  const url = new URL(api);
  const client = libraryClient(clientOf(connection, secrets), context);
  const proof = await proofOptions(proofKey, client, context);
  const headers = new Headers({ 'content-type': 'application/json' });
  // An MCP server takes requests by POST only.
  const isMcp = url.pathname === '/mcp';
  const ping = isMcp ? JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }) : null;
  const options = { ...requestOptions(api, context), ...proof };
  const response = await oauth
    .protectedResourceRequest(
      tokens.accessToken,
      isMcp ? 'POST' : 'GET',
      url,
      headers,
      ping,
      options,
    )
    .catch((error: unknown) => {
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
      throw error;
    });
  await response.body?.cancel();
  return { isAccepted: response.ok, words: `${url.pathname} ${response.status}` };
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
