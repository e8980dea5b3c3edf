/** The app's network sends no credentials, cookies or redirected requests. Runs inside Electron. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';

import { app, type Session } from 'electron';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';

import { listen, refresh } from '../../testing/listening.js';
import { hardenSessions } from './hardening.js';
import { createNetworkFetch } from './network.js';

let network: typeof globalThis.fetch;
const sessions: Session[] = [];

beforeAll(() => {
  hardenSessions();
  app.on('session-created', (created) => sessions.push(created));
  network = createNetworkFetch();
});
afterEach(async () => {
  await Promise.all(sessions.map((each) => each.setProxy({ mode: 'direct' })));
});

/** A local server that records its requests. */
async function serve(answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const port = await listen(
    createServer((request, response) => {
      requests.push(request);
      request.resume();
      answer(request, response);
    }),
  );
  return { url: `http://127.0.0.1:${String(port)}/token`, port, requests };
}

/** As if this were the system's proxy, also for loopback. */
async function useProxy(port: number): Promise<void> {
  const proxy = { proxyRules: `127.0.0.1:${String(port)}`, proxyBypassRules: '<-loopback>' };
  await network((await serve((_, response) => response.end())).url);
  await Promise.all(sessions.map((each) => each.setProxy(proxy)));
}

describe('the app’s network', () => {
  test('sends a GET with a body, where a service is asked that way', async () => {
    const bodies: string[] = [];
    const port = await listen(
      createServer((request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (text: string) => (body += text));
        request.once('end', () => {
          bodies.push(`${request.method ?? ''} ${body}`);
          response.setHeader('content-type', 'application/json').end('{"heard":true}');
        });
      }),
    );
    const response = await network(`http://127.0.0.1:${port}/ask`, {
      method: 'GET',
      body: '{"a":1}',
    });
    expect(await response.json()).toEqual({ heard: true });
    expect(bodies).toEqual(['GET {"a":1}']);
  });

  test('does not follow a redirect of a GET with a body (H28, H40)', async () => {
    const elsewhere = await serve((_, response) => response.end('{}'));
    const server = await serve((_, response) =>
      response.writeHead(302, { location: elsewhere.url }).end(),
    );
    const sent = network(server.url, { method: 'GET', body: '{}' });
    await expect(sent).rejects.toMatchObject({ kind: 'redirected' });
    expect(elsewhere.requests).toEqual([]);
  });

  test('says where a redirect of a GET without a token leads, and does not follow it (H28, L6)', async () => {
    const server = await serve((_, response) =>
      response.writeHead(302, { location: '/moved' }).end(),
    );
    const location = new URL('/moved', server.url);
    const sent = network(server.url, { method: 'GET' });
    await expect(sent).rejects.toMatchObject({ kind: 'redirected', location });
    expect(server.requests.map(({ url }) => url)).not.toContain('/moved');
  });

  test.each([301, 302, 303, 307, 308])(
    'does not follow a %i with a refresh token (H28, H40)',
    async (status) => {
      const elsewhere = await serve((_, response) => response.end('{}'));
      const server = await serve((_, response) =>
        response.writeHead(status, { location: elsewhere.url }).end(),
      );
      await expect(network(server.url, refresh())).rejects.toMatchObject({ kind: 'redirected' });
      expect(elsewhere.requests).toEqual([]);
    },
  );

  test.each(['Basic realm="a"', 'NTLM', 'Negotiate', 'Digest realm="a", nonce="b"'])(
    'answers "%s" without credentials and without a prompt (H99)',
    async (challenge) => {
      const server = await serve((_, response) =>
        response.writeHead(401, { 'www-authenticate': challenge }).end(),
      );
      expect((await network(server.url, refresh())).status).toBe(401);
      expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    },
  );

  test('sends no cookies (H99)', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'set-cookie': 'seen=1; Max-Age=9999' }).end('{}'),
    );
    await network(server.url);
    await network(server.url);
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  test('does not cache a response that the server allows to cache (H52)', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'cache-control': 'public, max-age=9999', age: '5' }).end('{}'),
    );
    await network(server.url);
    await network(server.url);
    expect(server.requests).toHaveLength(2);
  });

  test('uses the system’s proxy, and sends it no password (H39)', async () => {
    const proxy = await serve((_, response) =>
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end(),
    );
    await useProxy(proxy.port);
    expect((await network('http://as.example/token', refresh())).status).toBe(407);
    expect(proxy.requests.map(({ headers }) => headers['proxy-authorization'])).toEqual([
      undefined,
    ]);
  });

  test('reports a proxy that refuses, before anything is sent (H39)', async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      tunnels.push(url ?? '');
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    });
    await useProxy(await listen(proxy));
    await expect(network('https://as.example/token', refresh())).rejects.toMatchObject({
      kind: 'proxy',
      mayHaveArrived: false,
    });
    expect(tunnels).toEqual(['as.example:443']);
  });
});
