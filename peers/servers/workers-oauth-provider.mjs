/**
 * @cloudflare/workers-oauth-provider outside of Workers: its fetch handler behind Node's HTTP, and a
 * map in place of KV. Everyone is signed in as one user; the pages are not the library's.
 */
import { OAuthProvider } from '@cloudflare/workers-oauth-provider';

import { serve } from './listen.mjs';

/** The part of KV that the library uses. */
class Namespace {
  #entries = new Map();

  async get(key, options) {
    const entry = this.#live(key);
    if (entry === undefined) return null;
    const type = typeof options === 'string' ? options : options?.type;
    return type === 'json' ? JSON.parse(entry.value) : entry.value;
  }

  async getWithMetadata(key, options) {
    return { value: await this.get(key, options), metadata: this.#live(key)?.metadata ?? null };
  }

  async put(key, value, { expiration, expirationTtl, metadata } = {}) {
    const seconds = expiration ?? (expirationTtl && Date.now() / 1000 + expirationTtl);
    this.#entries.set(key, { value, metadata, endsAt: seconds ? seconds * 1000 : Infinity });
  }

  async delete(key) {
    this.#entries.delete(key);
  }

  async list({ prefix = '' } = {}) {
    const keys = [...this.#entries.keys()]
      .filter((name) => name.startsWith(prefix) && this.#live(name))
      .map((name) => ({ name, metadata: this.#live(name)?.metadata }));
    return { keys, list_complete: true };
  }

  #live(key) {
    const entry = this.#entries.get(key);
    return entry && entry.endsAt > Date.now() ? entry : undefined;
  }
}

async function requestFrom(incoming, origin) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  return new Request(new URL(incoming.url, origin), {
    method: incoming.method,
    headers: new Headers(Object.entries(incoming.headers)),
    ...(hasBody && { body: Buffer.concat(chunks) }),
  });
}

await serve(async (origin) => {
  const env = { OAUTH_KV: new Namespace() };
  const context = {
    waitUntil: (work) => void work,
    passThroughOnException: () => undefined,
    props: {},
  };
  const provider = new OAuthProvider({
    apiRoute: `${origin}/mcp`,
    apiHandler: {
      fetch: (_request, _env, { props }) => Response.json({ userId: props.userId }),
    },
    defaultHandler: {
      async fetch(request, { OAUTH_PROVIDER }) {
        if (new URL(request.url).pathname !== '/authorize') {
          return new Response('Not found', { status: 404 });
        }
        const asked = await OAUTH_PROVIDER.parseAuthRequest(request);
        const { redirectTo } = await OAUTH_PROVIDER.completeAuthorization({
          request: asked,
          userId: 'alice',
          metadata: {},
          scope: asked.scope,
          props: { userId: 'alice' },
        });
        return new Response(null, { status: 302, headers: { location: redirectTo } });
      },
    },
    authorizeEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/oauth/token`,
    clientRegistrationEndpoint: `${origin}/oauth/register`,
    scopesSupported: ['mcp:read', 'mcp:write', 'offline_access'],
    resourceMetadata: { resource: `${origin}/mcp`, authorization_servers: [origin] },
    requiredScopes: ['mcp:read'],
  });
  return {
    address: `${origin}/mcp`,
    async handle(incoming, outgoing) {
      try {
        const response = await provider.fetch(await requestFrom(incoming, origin), env, context);
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      } catch (error) {
        outgoing.writeHead(500).end(String(error));
      }
    },
  };
});
