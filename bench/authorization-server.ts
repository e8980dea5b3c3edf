/**
 * The servers of the benchmark: a real authorization server (oidc-provider), and token endpoints
 * that do no work. They run in a separate process so that their work is not counted as the app's.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { issueCertificate } from '../testing/certificates.js';
import { nativeRedirect, signInByBrowser, startProvider } from '../testing/practice-provider.js';
import type { Grants } from './measurement.js';

const clientId = 'lanyard';
/** Delay of a token endpoint's answer, in ms; without it, requests would never overlap. */
const answerDelay = 10;

const atEach = new Map<number, number>();
let inAll = 0;
let most = { inAll: 0, atOne: 0, served: 0 };

/**
 * Like a server on the internet: it uses TLS, which the app requires before it sends a refresh token,
 * and no network connection outlives the hour between two refreshes.
 */
async function grants(count: number): Promise<Grants> {
  const https = createHttpsServer(await issueCertificate());
  https.maxRequestsPerSocket = 1;
  const { issuer } = await startProvider({}, https);
  const refreshTokens: string[] = [];
  for (let index = 0; index < count; index += 1) refreshTokens.push(await grant(issuer));
  return { issuer, clientId, refreshTokens };
}

/** Signs in through the browser with PKCE and returns the refresh token. */
async function grant(issuer: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const authorize = new URL(`${issuer}/auth`);
  authorize.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: nativeRedirect,
    response_type: 'code',
    scope: 'openid offline_access',
    prompt: 'consent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const code = new URL(await signInByBrowser(authorize.href)).searchParams.get('code') ?? '';
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: clientId,
      grant_type: 'authorization_code',
      redirect_uri: nativeRedirect,
      code,
      code_verifier: verifier,
    }),
  });
  const { refresh_token: refreshToken } = (await response.json()) as { refresh_token?: string };
  if (refreshToken === undefined) throw new Error('the server gave no refresh token');
  return refreshToken;
}

async function tokenEndpoints(count: number): Promise<readonly string[]> {
  atEach.clear();
  inAll = 0;
  most = { inAll: 0, atOne: 0, served: 0 };
  return Promise.all(Array.from({ length: count }, tokenEndpoint));
}

async function tokenEndpoint(): Promise<string> {
  const http = createServer((request, response) => {
    const { port } = http.address() as AddressInfo;
    const here = (atEach.get(port) ?? 0) + 1;
    atEach.set(port, here);
    inAll += 1;
    most = {
      inAll: Math.max(most.inAll, inAll),
      atOne: Math.max(most.atOne, here),
      served: most.served + 1,
    };
    request.resume();
    setTimeout(() => {
      atEach.set(port, (atEach.get(port) ?? 1) - 1);
      inAll -= 1;
      const tokens = {
        access_token: randomBytes(900).toString('base64url'),
        refresh_token: randomBytes(32).toString('base64url'),
        token_type: 'Bearer',
        expires_in: 3_600,
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(tokens));
    }, answerDelay);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;
}

const requests: Readonly<Record<string, (count: number) => unknown>> = {
  grants,
  tokenEndpoints,
  mostAtOnce: () => most,
};

process.on('message', ({ request, count }: { request: string; count: number }) => {
  void Promise.resolve(requests[request]?.(count)).then((answer) => process.send?.({ answer }));
});
process.once('disconnect', () => process.exit());
