/** The app's network against servers that would like more than they are given. Runs inside Electron. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';

import { session } from 'electron';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createBoundedFetch } from '../oauth/bounded-fetch.js';
import { createNetworkFetch } from './network.js';
import { raiseWalls } from './walls.js';

const refresh = (): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'rt-1' }),
});

let network: typeof globalThis.fetch;
const running: Server[] = [];

beforeAll(() => {
  raiseWalls();
  network = createBoundedFetch(createNetworkFetch());
});
afterEach(async () => {
  await session.fromPartition('network').setProxy({ mode: 'direct' });
  await Promise.all(running.splice(0).map((one) => new Promise((done) => one.close(done))));
});

async function listen(server: Server): Promise<number> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

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
function goBy(port: number): Promise<void> {
  return session.fromPartition('network').setProxy({
    proxyRules: `127.0.0.1:${String(port)}`,
    proxyBypassRules: '<-loopback>',
  });
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

  it('H59 H64 sends a refresh token once when the connection breaks after it was sent', async () => {
    const posts: string[] = [];
    const port = await listen(
      createTcpServer((socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (piece: Buffer) => {
            const request = piece.toString();
            if (request.startsWith('POST')) {
              posts.push(request);
              socket.destroy();
              return;
            }
            // Keeps the connection for a second request unless asked not to, as servers do.
            const isLast = /^connection: close\r$/im.test(request);
            const connection = isLast ? 'close' : 'keep-alive';
            socket.write(
              `HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: ${connection}\r\n\r\n{}`,
            );
            if (isLast) socket.end();
          });
      }),
    );
    const url = `http://127.0.0.1:${String(port)}/token`;
    await network(url);
    await expect(network(url, refresh())).rejects.toMatchObject({
      kind: 'interrupted',
      mayHaveArrived: true,
    });
    expect(posts).toHaveLength(1);
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
