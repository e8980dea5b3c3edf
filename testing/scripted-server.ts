/** A server that responds from a script, its keys, and a client's state: no socket is opened. */
import type { webcrypto } from 'node:crypto';

import type { AuthorizationCodeGrantRequest } from '../main/oauth/authorization-code-grant.js';
import type { AuthorizationServer, Client } from '../main/oauth/authorization-server.js';
import { readCallback } from '../main/oauth/callback.js';
import type { OAuthContext } from '../main/oauth/context.js';
import { andThen, type Outcome } from '../main/oauth/outcome.js';
import {
  processRefreshTokenResponse,
  type RefreshedTokens,
  type RefreshTokenGrantRequest,
  refreshTokenGrantRequest,
} from '../main/oauth/refresh-token-grant.js';
import { refreshTokenIn } from '../main/oauth/token-response.js';

export const now = 1_800_000_000_000;
export const issuer = 'https://as.example';
export const redirectUri = 'app.lanyard.desktop:/callback/as-example';

export const server: AuthorizationServer = {
  issuer,
  authorizationEndpoint: 'https://as.example/authorize',
  tokenEndpoint: 'https://as.example/token',
  revocationEndpoint: 'https://as.example/revoke',
  introspectionEndpoint: 'https://as.example/introspect',
  userinfoEndpoint: 'https://as.example/me',
  jwksUri: 'https://as.example/jwks',
  pushedAuthorizationRequestEndpoint: null,
  requiresPushedAuthorizationRequests: false,
  deviceAuthorizationEndpoint: null,
  registrationEndpoint: null,
  endSessionEndpoint: null,
  sendsIssuer: false,
  scopesSupported: null,
  codeChallengeMethodsSupported: ['S256'],
  promptValuesSupported: null,
  idTokenSigningAlgorithms: ['ES256'],
  clientAuthenticationMethods: null,
  clientAuthenticationAlgorithms: null,
  dpopSigningAlgorithms: null,
  grantTypesSupported: null,
  clientMetadataSupported: false,
  isOpenIdProvider: true,
};

export const client: Client = { clientId: 'lanyard', authentication: { kind: 'none' } };

export interface Seen {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly form: URLSearchParams;
  /** As sent; empty where it was a form. */
  readonly body: string;
}

export type Reaction = Response | Error | (() => Response | Promise<Response>);

/** Responds by address, in order where there are several; the last one is repeated. */
export function scripted(script: Readonly<Record<string, Reaction | readonly Reaction[]>>) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const form = new URLSearchParams(init?.body instanceof URLSearchParams ? init.body : '');
    const headers = new Headers(init?.headers);
    const earlier = seen.filter((each) => each.url === url).length;
    seen.push({
      url,
      method: init?.method ?? 'GET',
      headers,
      form,
      body: typeof init?.body === 'string' ? init.body : '',
    });
    const entry = script[url];
    const reaction = Array.isArray(entry)
      ? ((entry as readonly Reaction[])[earlier] ?? (entry as readonly Reaction[]).at(-1))
      : (entry as Reaction | undefined);
    if (reaction === undefined) throw new Error(`nothing scripted for ${url}`);
    if (reaction instanceof Error) throw reaction;
    return reaction instanceof Response ? reaction.clone() : reaction();
  };
  const context: OAuthContext = { fetch, now: () => now };
  return { context, seen };
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function text(body: string, type: string, status = 200): Response {
  return new Response(body, { status, headers: type === '' ? {} : { 'content-type': type } });
}

/** The error that Node's fetch rejects with. */
export function nodeFault(code: string, syscall?: string): Error {
  const cause = Object.assign(new Error(code), { code, ...(syscall !== undefined && { syscall }) });
  return new TypeError('fetch failed', { cause });
}

/** The error that Electron's net.fetch rejects with. */
export function chromiumFault(code: string): Error {
  return new Error(`net::${code}`);
}

export const tokens = { access_token: 'at-1', token_type: 'Bearer', expires_in: 3600 };

/** A pending sign-in, and the authorization response `query` at its redirect URI. */
export function completion(
  query: string,
  differences: Partial<AuthorizationCodeGrantRequest> = {},
): AuthorizationCodeGrantRequest {
  const callback = readCallback(`${redirectUri}?${query}`);
  if (callback.kind !== 'response') throw new Error(`not a response: ${query}`);
  return {
    server,
    client,
    redirectUri,
    callback,
    state: 'state-1',
    nonce: null,
    codeVerifier: 'v'.repeat(43),
    scopesRequested: ['files.read'],
    resource: null,
    proofKey: null,
    ...differences,
  };
}

export function refreshRequest(
  differences: Partial<RefreshTokenGrantRequest> = {},
): RefreshTokenGrantRequest {
  return {
    server,
    client,
    refreshToken: 'rt-1',
    scopesBefore: [],
    expectedSubject: null,
    idTokenClaimsBefore: null,
    resource: null,
    proofKey: null,
    ...differences,
  };
}

/** Both halves of a refresh, and the refresh tokens that a caller can keep in between. */
export async function refreshKeeping(
  request: RefreshTokenGrantRequest,
  context: OAuthContext,
): Promise<{ readonly outcome: Outcome<RefreshedTokens>; readonly kept: readonly string[] }> {
  const response = await refreshTokenGrantRequest(request, context);
  const kept = response.kind === 'ok' ? refreshTokenIn(response.value) : null;
  const outcome = await andThen(response, (value) =>
    processRefreshTokenResponse(request, value, context),
  );
  return { outcome, kept: kept === null ? [] : [kept] };
}

export async function refreshTokenGrant(
  request: RefreshTokenGrantRequest,
  context: OAuthContext,
): Promise<Outcome<RefreshedTokens>> {
  return (await refreshKeeping(request, context)).outcome;
}

/** Header and claims of a JWT, unverified. */
export function decoded(jwt: string | null | undefined) {
  const [header, claims] = (jwt ?? '')
    .split('.')
    .slice(0, 2)
    .map((part) => {
      const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString() || 'null');
      return value as Record<string, unknown>;
    });
  return { header: header!, claims: claims! };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const p256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** A signing key of the server (ES256 by default) and ID tokens by it. */
export async function createSigner(
  kid = 'key-1',
  algorithm: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams = p256,
) {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const publicKey = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid, use: 'sig' };
  const sign = async (claims: object, header: object = {}) => {
    const input = `${encode({ alg: 'ES256', kid, ...header })}.${encode(claims)}`;
    const signature = await crypto.subtle.sign(
      { name: algorithm.name, hash: 'SHA-256' },
      pair.privateKey,
      Buffer.from(input),
    );
    return `${input}.${Buffer.from(signature).toString('base64url')}`;
  };
  return { publicKey, sign };
}

export function idTokenClaims(differences: object = {}): object {
  return {
    iss: issuer,
    sub: 'alice',
    aud: client.clientId,
    iat: now / 1_000,
    exp: now / 1_000 + 300,
    nonce: 'nonce-1',
    ...differences,
  };
}
