/** A real authorization server (oidc-provider) on this computer, and a browser of fetch and cookies. */
import { createServer } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { type Configuration, Provider } from 'oidc-provider';

export const nativeRedirect = 'app.lanyard.desktop:/callback/practice';

export interface PracticeProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

const usualFeatures: NonNullable<Configuration['features']> = {
  devInteractions: { enabled: true },
  revocation: { enabled: true },
  introspection: { enabled: true, allowedPolicy: () => true },
};

/**
 * Listens first, then creates the provider: its issuer contains the port.
 *
 * @param configuration clients and features besides the usual ones, and other settings
 * @param http with TLS, its certificate has to be for `localhost`
 */
export async function startProvider(
  { clients = [], features = {}, ...others }: Configuration = {},
  http = createServer(),
): Promise<PracticeProvider> {
  const hasTls = http instanceof HttpsServer;
  await new Promise<void>((resolve) => {
    http.listen(0, hasTls ? 'localhost' : '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const issuer = `${hasTls ? 'https://localhost' : 'http://127.0.0.1'}:${String(port)}`;
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
      ...clients,
    ],
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} Example`, email: `${id}@as.example` }),
    }),
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    features: Object.assign({}, usualFeatures, features),
    rotateRefreshToken: true,
    issueRefreshToken: (_context, _client, code) => code.scopes.has('offline_access'),
    pkce: { required: () => true },
    cookies: { keys: ['practice'] },
    ...others,
  });
  const handle = provider.callback();
  http.on('request', (request, response) => void handle(request, response));
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
 * Follows an authorization request through sign-in and consent as a browser does, and returns the
 * redirect to the app.
 */
export async function signInByBrowser(
  authorizationUrl: string,
  { login = 'alice', cancel = false } = {},
): Promise<string> {
  const { address } = await browse(authorizationUrl, login, cancel);
  if (address === null) throw new Error('the sign-in did not come back to the app');
  return address;
}

/** Accepts or declines a device authorization on its page; returns the last page. */
export async function agreeByBrowser(page: string, { cancel = false } = {}): Promise<string> {
  return (await browse(page, 'alice', cancel)).page;
}

/** Follows redirects and submits every form, until there is none left or the redirect is to the app. */
async function browse(
  start: string,
  login: string,
  cancel: boolean,
): Promise<{ readonly address: string | null; readonly page: string }> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | null = null;
  let declined = false;
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
      if (!/^https?:/.test(url)) return { address: url, page: '' };
      continue;
    }
    const page = await response.text();
    const abort = /href="([^"]*abort[^"]*)"/.exec(page)?.[1];
    if (cancel && abort !== undefined) {
      url = new URL(abort, url).href;
      continue;
    }
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined || declined) return { address: null, page };
    url = new URL(action, url).href;
    form = fieldsOf(page, login);
    if (cancel && page.includes('name="abort"')) {
      form.set('abort', 'yes');
      declined = true;
    }
  }
  throw new Error('the sign-in did not end');
}

function fieldsOf(page: string, login: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [input] of page.matchAll(/<input[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) fields.set(name, /\bvalue="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  if (fields.has('login')) fields.set('login', login);
  if (fields.has('password')) fields.set('password', 'x');
  return fields;
}
