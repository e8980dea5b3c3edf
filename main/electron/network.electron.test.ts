/** The app's network against servers that would like more than they are given. Runs inside Electron. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';

import { app, type Session } from 'electron';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { listen, refresh } from '../../testing/listening.js';
import { createNetworkFetch } from './network.js';
import { hardenSessions } from './hardening.js';

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

/** A server on this computer that keeps what it was asked. */
async function serve(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const port = await listen(
    createServer((request, response) => {
      asked.push(request);
      request.resume();
      answer(request, response);
    }),
  );
  return { url: `http://127.0.0.1:${String(port)}/token`, port, asked };
}

/** As if the system were set to this proxy, also for this computer itself. */
async function goBy(port: number): Promise<void> {
  const proxy = { proxyRules: `127.0.0.1:${String(port)}`, proxyBypassRules: '<-loopback>' };
  await network((await serve((_, response) => response.end())).url);
  await Promise.all(sessions.map((each) => each.setProxy(proxy)));
}

describe('the app’s network', () => {
  it.each([301, 302, 303, 307, 308])(
    'H28 H40 does not carry a refresh token along a %i',
    async (status) => {
      const elsewhere = await serve((_, response) => response.end('{}'));
      const server = await serve((_, response) =>
        response.writeHead(status, { location: elsewhere.url }).end(),
      );
      await expect(network(server.url, refresh())).rejects.toMatchObject({ kind: 'redirected' });
      expect(elsewhere.asked).toEqual([]);
    },
  );

  it.each(['Basic realm="a"', 'NTLM', 'Negotiate', 'Digest realm="a", nonce="b"'])(
    'H99 answers "%s" with no credentials, and asks nobody for any',
    async (challenge) => {
      const server = await serve((_, response) =>
        response.writeHead(401, { 'www-authenticate': challenge }).end(),
      );
      expect((await network(server.url, refresh())).status).toBe(401);
      expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    },
  );

  it('H99 brings no cookie back', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'set-cookie': 'seen=1; Max-Age=9999' }).end('{}'),
    );
    await network(server.url);
    await network(server.url);
    expect(server.asked.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  it('H52 asks again although the server allowed to keep the answer', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'cache-control': 'public, max-age=9999', age: '5' }).end('{}'),
    );
    await network(server.url);
    await network(server.url);
    expect(server.asked).toHaveLength(2);
  });

  it('H39 goes by the proxy of the system, and gives one that asks for a password none', async () => {
    const proxy = await serve((_, response) =>
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end(),
    );
    await goBy(proxy.port);
    expect((await network('http://as.example/token', refresh())).status).toBe(407);
    expect(proxy.asked.map(({ headers }) => headers['proxy-authorization'])).toEqual([undefined]);
  });

  it('H39 names a proxy that lets nothing through, before anything is sent', async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      tunnels.push(url ?? '');
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    });
    await goBy(await listen(proxy));
    await expect(network('https://as.example/token', refresh())).rejects.toMatchObject({
      kind: 'proxy',
      mayHaveArrived: false,
    });
    expect(tunnels).toEqual(['as.example:443']);
  });
});
