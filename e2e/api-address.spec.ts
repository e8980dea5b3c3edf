import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ada } from './accounts.js';
import type { ServerOptions } from './authorization-server.js';
import { expect, test as base } from './fixtures.js';
import { agree, signInAs } from './sign-in-page.js';

/** An API that publishes its authorization servers (RFC 9728). */
interface Api {
  readonly address: string;
  /** Its `resource`; its own address unless it lies. */
  name: string;
  trusts: readonly string[];
}

const test = base.extend<{ startApi: () => Promise<Api> }>({
  startApi: async ({}, use) => {
    const started: Server[] = [];
    await use(async () => {
      const http = createServer((request, response) => {
        const known = request.url === '/.well-known/oauth-protected-resource/v1';
        const { name, trusts } = api;
        response.statusCode = known ? 200 : 404;
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify(
            known
              ? { resource: name, authorization_servers: trusts, scopes_supported: apiScopes }
              : {},
          ),
        );
      }).listen(0, '127.0.0.1');
      await once(http, 'listening');
      started.push(http);
      const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`;
      const api: Api = { address, name: address, trusts: [] };
      return api;
    });
    for (const http of started) {
      http.closeAllConnections();
      http.close();
    }
  },
});

/** The scopes of every API, which its authorization servers know too. */
const apiScopes = ['openid', 'profile', 'email', 'offline_access'];

/** An authorization server that issues tokens for any API. */
const forApis: ServerOptions = {
  redirectUris: [],
  more: {
    features: {
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: apiScopes.join(' '),
          accessTokenFormat: 'opaque',
        }),
        useGrantedResource: () => false,
      },
    },
  },
};

test('the address of an API leads to its authorization server, and tokens are requested for that API (O20)', async ({
  lanyard,
  startApi,
  startServer,
  systemBrowser,
}) => {
  const api = await startApi();
  const server = await startServer(forApis);
  api.trusts = [server.issuer];
  const page = await lanyard.start();
  const entered = { address: api.address, clientId: server.clientId };
  await page.connectToAnother(entered, (appLink) => server.allowRedirect(appLink));
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(new URL(api.address).host, 'Ada Example');

  expect(server.authorizations[0]?.['resource']).toBe(api.address);
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
  expect(server.requestsTo('token').map(({ parameters }) => parameters['resource'])).toEqual([
    api.address,
    api.address,
  ]);
  await expect(await page.openTokenDetails('Ada Example')).toContainText(api.address);
});

test('two APIs of one authorization server are two connections, each with its own tokens', async ({
  lanyard,
  startApi,
  startServer,
  systemBrowser,
}) => {
  const server = await startServer(forApis);
  const page = await lanyard.start();
  for (const api of [await startApi(), await startApi()]) {
    api.trusts = [server.issuer];
    const entered = { address: api.address, clientId: server.clientId };
    await page.connectToAnother(entered, (appLink) => server.allowRedirect(appLink));
    const browserPage = await systemBrowser.nextPage();
    await (server.authorizations.length > 1 ? agree(browserPage) : signInAs(browserPage, ada));
    const { host } = new URL(api.address);
    await expect(page.status(`Connected to ${host} as Ada Example`)).toBeVisible();
    await expect(page.connection(host)).toContainText('Working');
  }
  await expect(page.listed).toHaveCount(2);
});

test('when an API trusts several servers, the person chooses where to sign in', async ({
  lanyard,
  startApi,
  startServer,
  systemBrowser,
}) => {
  const api = await startApi();
  const servers = [await startServer(forApis), await startServer(forApis)] as const;
  api.trusts = servers.map(({ issuer }) => issuer);
  const page = await lanyard.start();
  await page.chooseAnotherService();
  expect(await page.look(api.address)).toBe(false);
  await expect(
    page.window.getByRole('heading', { name: 'Choose where you sign in' }),
  ).toBeVisible();
  expect(systemBrowser.opened).toEqual([]);
  await page.window.getByRole('radio', { name: servers[1].issuer }).check({ force: true });
  await page.button('Continue').click();
  await page.field('Client ID').fill(servers[1].clientId);
  await page.button('Continue').click();
  await systemBrowser.nextPage();
  await expect.poll(() => servers[1].authorizations).toHaveLength(1);
  expect(servers[1].authorizations[0]).toMatchObject({ resource: api.address });
  expect(servers[0].authorizations).toEqual([]);
});

test('an API that claims another address is not trusted (H34)', async ({
  lanyard,
  startApi,
  server,
  systemBrowser,
}) => {
  const api = await startApi();
  api.name = 'http://127.0.0.1:1/v1';
  api.trusts = [server.issuer];
  const page = await lanyard.start();
  await page.connectToAnother({ address: api.address, clientId: server.clientId });
  await expect(page.alert).toContainText('identifies itself as a different server');
  expect(systemBrowser.opened).toEqual([]);
});
