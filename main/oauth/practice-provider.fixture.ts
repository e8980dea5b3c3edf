/** A real authorization server (oidc-provider) on this computer, and a browser of fetch and cookies. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Provider } from 'oidc-provider';

export const nativeRedirect = 'app.lanyard.desktop:/callback/practice';

export interface PracticeProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/** Port first, then the provider: its issuer has to hold the port. */
export async function startProvider(): Promise<PracticeProvider> {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'lanyard',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [nativeRedirect],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
      {
        client_id: 'lanyard-with-secret',
        client_secret: 'a secret: with % odd & signs',
        application_type: 'native',
        token_endpoint_auth_method: 'client_secret_basic',
        redirect_uris: [nativeRedirect],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} Example`, email: `${id}@as.example` }),
    }),
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
    },
    rotateRefreshToken: true,
    issueRefreshToken: (_context, _client, code) => code.scopes.has('offline_access'),
    pkce: { required: () => true },
    cookies: { keys: ['practice'] },
  });
  const answer = provider.callback();
  http.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve();
        });
        http.closeAllConnections();
      }),
  };
}

/**
 * Follows an authorization request through sign-in and consent as a browser would, and returns the
 * address it is sent to in the end: that of the app.
 */
export async function signInByBrowser(
  authorizationUrl: string,
  { login = 'alice', cancel = false } = {},
): Promise<string> {
  const cookies = new Map<string, string>();
  let url = authorizationUrl;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 20; step += 1) {
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form !== null && { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    form = null;
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      if (!url.startsWith('http:')) return url;
      continue;
    }
    const page = await response.text();
    if (cancel) {
      url = new URL(/href="([^"]*abort[^"]*)"/.exec(page)?.[1] ?? '', url).href;
      continue;
    }
    const [, action = '', prompt = ''] =
      /action="([^"]+)"[\s\S]*?name="prompt" value="([^"]+)"/.exec(page) ?? [];
    if (action === '') throw new Error(`no form on the page: ${page.slice(0, 500)}`);
    url = new URL(action, url).href;
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'x' } : { prompt });
  }
  throw new Error('the sign-in did not end');
}
