/**
 * The authorization router of the MCP SDK, with an MCP endpoint behind its bearer middleware. Who
 * may sign in, and where tokens are kept, the SDK leaves to its user.
 */
import { randomUUID } from 'node:crypto';

import {
  InvalidGrantError,
  InvalidTokenError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';
import express from 'express';

import { serve } from './listen.mjs';

const accessLifetime = 3_600;

class Grants {
  #clients = new Map();
  #codes = new Map();
  #access = new Map();
  #refresh = new Map();

  clientsStore = {
    getClient: (id) => this.#clients.get(id),
    registerClient: (client) => {
      this.#clients.set(client.client_id, client);
      return client;
    },
  };

  async authorize(client, parameters, response) {
    const code = randomUUID();
    this.#codes.set(code, { clientId: client.client_id, ...parameters });
    const to = new URL(parameters.redirectUri);
    to.searchParams.set('code', code);
    if (parameters.state !== undefined) to.searchParams.set('state', parameters.state);
    response.redirect(to.href);
  }

  async challengeForAuthorizationCode(_client, code) {
    return this.#codeOf(code).codeChallenge;
  }

  async exchangeAuthorizationCode(client, code, _verifier, redirectUri) {
    const found = this.#codeOf(code);
    if (found.clientId !== client.client_id || found.redirectUri !== redirectUri) {
      throw new InvalidGrantError('The code is for another client or redirect');
    }
    this.#codes.delete(code);
    return this.#issue({
      clientId: client.client_id,
      scopes: found.scopes ?? [],
      resource: found.resource,
    });
  }

  async exchangeRefreshToken(client, token) {
    const grant = this.#refresh.get(token);
    if (grant?.clientId !== client.client_id) throw new InvalidGrantError('Unknown refresh token');
    this.#end(grant);
    return this.#issue({
      clientId: grant.clientId,
      scopes: grant.scopes,
      resource: grant.resource,
    });
  }

  async verifyAccessToken(token) {
    const grant = this.#access.get(token);
    if (!grant) throw new InvalidTokenError('Unknown access token');
    return { token, ...grant, expiresAt: grant.expiresAt };
  }

  async revokeToken(_client, { token }) {
    const grant = this.#access.get(token) ?? this.#refresh.get(token);
    if (grant) this.#end(grant);
  }

  #codeOf(code) {
    const found = this.#codes.get(code);
    if (!found) throw new InvalidGrantError('Unknown code');
    return found;
  }

  #issue(about) {
    const [access, refresh] = [randomUUID(), randomUUID()];
    const expiresAt = Math.floor(Date.now() / 1000) + accessLifetime;
    const grant = { ...about, expiresAt, access, refresh };
    this.#access.set(access, grant);
    this.#refresh.set(refresh, grant);
    return {
      access_token: access,
      refresh_token: refresh,
      token_type: 'Bearer',
      expires_in: accessLifetime,
      scope: about.scopes.join(' '),
    };
  }

  #end({ access, refresh }) {
    this.#access.delete(access);
    this.#refresh.delete(refresh);
  }
}

await serve(async (origin) => {
  const provider = new Grants();
  const resource = new URL('/mcp', origin);
  const app = express();
  app.use(
    mcpAuthRouter({
      provider,
      issuerUrl: new URL(origin),
      resourceServerUrl: resource,
      scopesSupported: ['mcp:tools'],
    }),
  );
  app.use(
    '/mcp',
    requireBearerAuth({
      verifier: provider,
      requiredScopes: ['mcp:tools'],
      resourceMetadataUrl: new URL('/.well-known/oauth-protected-resource/mcp', origin).href,
    }),
    (_request, response) => response.json({ jsonrpc: '2.0', id: 1, result: {} }),
  );
  return { handle: app, address: resource.href };
});
