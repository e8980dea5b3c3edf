/** better-auth with its OAuth provider plugin; its two pages are forms here, which its API needs filled. */
import { oauthProvider } from '@better-auth/oauth-provider';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { jwt } from 'better-auth/plugins';

import { formPage, readForm, serve } from './listen.mjs';

const person = { name: 'Alice Example', email: 'alice@peer.example', password: 'a long password' };

await serve(async (origin) => {
  const tables = {};
  const auth = betterAuth({
    baseURL: origin,
    basePath: '/api/auth',
    secret: 'a secret of the peer server, for tests only',
    trustedOrigins: [origin],
    logger: { level: 'error' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    database: memoryAdapter(tables),
    emailAndPassword: { enabled: true },
    plugins: [
      jwt(),
      oauthProvider({
        loginPage: '/sign-in',
        consentPage: '/consent',
        allowDynamicClientRegistration: true,
        allowUnauthenticatedClientRegistration: true,
        silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
      }),
    ],
  });
  const context = await auth.$context;
  for (const table of Object.values(context.tables ?? {})) tables[table.modelName] ??= [];
  await auth.api.signUpEmail({ body: person });
  const handleApi = toNodeHandler(auth);

  /** Calls better-auth's API with the cookies of the browser. */
  async function callApi(path, request, body) {
    return auth.handler(
      new Request(`${origin}/api/auth${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin,
          cookie: request.headers.cookie ?? '',
        },
        body: JSON.stringify(body),
      }),
    );
  }

  /** The API answers with an address in JSON; a browser wants a redirect. */
  async function redirectBy(answer, outgoing) {
    const text = await answer.text();
    const found = answer.ok ? JSON.parse(text) : {};
    const to = found.url ?? found.redirect_uri ?? found.redirectURI;
    for (const cookie of answer.headers.getSetCookie()) outgoing.appendHeader('set-cookie', cookie);
    if (to) outgoing.writeHead(302, { location: to }).end();
    else outgoing.writeHead(answer.ok ? 500 : answer.status).end(text);
  }

  async function handle(incoming, outgoing) {
    const url = new URL(incoming.url ?? '/', origin);
    const query = url.search.slice(1);
    if (url.pathname === '/sign-in' || url.pathname === '/consent') {
      if (incoming.method === 'GET') {
        const isSignIn = url.pathname === '/sign-in';
        const fields = isSignIn ? { email: '', password: '' } : {};
        outgoing.writeHead(200, { 'content-type': 'text/html' });
        outgoing.end(
          formPage(isSignIn ? 'Sign in' : 'Allow', `${url.pathname}${url.search}`, fields),
        );
        return;
      }
      const form = await readForm(incoming);
      const answer =
        url.pathname === '/sign-in'
          ? await callApi('/sign-in/email', incoming, {
              email: form.get('email'),
              password: form.get('password'),
              oauth_query: query,
            })
          : await callApi('/oauth2/consent', incoming, { accept: true, oauth_query: query });
      await redirectBy(answer, outgoing);
      return;
    }
    // Where metadata lies is up to the site that uses the library.
    const wellKnown =
      /^\/\.well-known\/(oauth-authorization-server|openid-configuration)\/api\/auth$/.exec(
        url.pathname,
      );
    if (wellKnown) incoming.url = `/api/auth/.well-known/${wellKnown[1]}`;
    await handleApi(incoming, outgoing);
  }

  return {
    address: `${origin}/api/auth`,
    handle: (incoming, outgoing) => void handle(incoming, outgoing),
  };
});
