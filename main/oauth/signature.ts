/** Signatures of a server's JWTs: ID tokens, signed userinfo and signed introspection responses. */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { libraryServer, requestOptions } from './library-terms.js';
import { RejectedResponse } from './oauth-error.js';

const mostKeys = 100;
/** How many keys are tried where nothing tells which one has signed. */
const mostCandidates = 10;

/**
 * Verifies the JWT in a response that oauth4webapi has processed with the server's published keys.
 * Rejects as oauth4webapi does.
 */
export async function verifySignature(
  server: AuthorizationServer,
  response: Response,
  context: OAuthContext,
): Promise<void> {
  const { jwksUri } = server;
  if (jwksUri === null) throw new RejectedResponse('signed by a server that publishes no keys');
  const cache = context.keySets?.get(jwksUri) ?? {};
  const verifyWith = (keys: oauth.JWKSCacheInput) =>
    oauth.validateApplicationLevelSignature(libraryServer(server), response, {
      ...requestOptions(jwksUri, { ...context, fetch: fewKeys(context.fetch) }),
      [oauth.jwksCache]: keys,
    });
  try {
    await verifyWith(cache);
  } catch (error) {
    if (!('jwks' in cache)) throw error;
    const { uat } = cache;
    const candidates = candidatesIn(error, cache.jwks.keys);
    if (candidates.length === 0) throw error;
    await firstFulfilled(candidates, (key) => verifyWith({ jwks: { keys: [key] }, uat }));
  }
  if ('jwks' in cache) context.keySets?.set(jwksUri, cache);
}

/**
 * The keys among which oauth4webapi does not choose: some servers publish the same key twice, or
 * several under one name or without any, also where the JWT names one.
 */
function candidatesIn(error: unknown, keys: readonly oauth.JWK[]): readonly oauth.JWK[] {
  const isSelection =
    error instanceof oauth.OperationProcessingError && error.code === oauth.KEY_SELECTION;
  if (!isSelection) return [];
  const { candidates, header } = error.cause as KeySelection;
  const { kid } = header;
  const nameless = keys.filter((key) => key.kid === undefined);
  const possible =
    candidates.length === 0 && kid !== undefined
      ? nameless.map((key) => ({ ...key, kid }))
      : candidates;
  return possible.slice(0, mostCandidates);
}

interface KeySelection {
  readonly candidates: readonly oauth.JWK[];
  readonly header: { readonly kid?: string };
}

/** Rejects with the reason of the last. */
async function firstFulfilled<T>(
  [first, ...others]: readonly T[],
  attempt: (one: T) => Promise<void>,
): Promise<void> {
  if (first === undefined) return;
  try {
    await attempt(first);
  } catch (error) {
    if (others.length === 0) throw error;
    await firstFulfilled(others, attempt);
  }
}

/** Drops everything from a key set that is not a key, and all keys after the first hundred. */
function fewKeys(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const set = (await response
      .clone()
      .json()
      .catch(() => null)) as { readonly keys?: unknown } | null;
    if (!Array.isArray(set?.keys)) return response;
    const keys = (set.keys as unknown[]).filter((key) => typeof key === 'object' && key !== null);
    const { status, headers } = response;
    return new Response(JSON.stringify({ keys: keys.slice(0, mostKeys) }), { status, headers });
  };
}
