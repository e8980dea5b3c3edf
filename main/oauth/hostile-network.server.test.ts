import {
  createServer as createHttpServer,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, test } from 'vitest';

import { createNetwork } from '../../testing/network.js';
import { client, refreshTokenGrant, server } from '../../testing/scripted-server.js';

const never = 600_000;
/** Each reaches one of its limits at most, however slow this computer is. */
const bounded = createNetwork({ totalMs: never, idleMs: never });
const withDeadline = createNetwork({ totalMs: 600, idleMs: never });
const withPause = createNetwork({ totalMs: never, idleMs: 200 });
const megabyte = 1024 * 1024;

let close = () => Promise.resolve();
afterEach(() => close());

/** A server on loopback with this behaviour; resolves to its address. */
async function listen(hostile: Server): Promise<string> {
  const sockets = new Set<Socket>();
  hostile.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
  close = () =>
    new Promise((resolve) => {
      hostile.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  return `http://127.0.0.1:${String((hostile.address() as AddressInfo).port)}/`;
}

const http = (answer: RequestListener) => listen(createHttpServer(answer));

const json = { 'content-type': 'application/json' };

/** Writes as fast as it is read, until the client has gone; returns how much that was. */
function pourInto(response: ServerResponse): { readonly poured: () => number } {
  let size = 0;
  const piece = Buffer.alloc(64 * 1024, 0x20);
  const pour = () => {
    while (!response.destroyed) {
      size += piece.byteLength;
      if (!response.write(piece)) break;
    }
  };
  response.on('drain', pour);
  pour();
  return { poured: () => size };
}

describe('a server that never finishes', () => {
  test('sends without end, and is cut off soon after a megabyte (H30)', async () => {
    let poured = () => 0;
    const url = await http((_, response) => {
      response.writeHead(200, json);
      ({ poured } = pourInto(response));
    });
    await expect(bounded(url)).rejects.toMatchObject({ kind: 'too_large' });
    expect(poured()).toBeLessThan(20 * megabyte);
  });

  test('sends 200 MB in a few compressed bytes, and is cut off before they are unpacked (H30)', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * megabyte));
    expect(bomb.byteLength).toBeLessThan(megabyte);
    const url = await http((_, response) => {
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    await expect(bounded(url)).rejects.toMatchObject({ kind: 'too_large' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * megabyte);
  });

  test('accepts and sends nothing (H31)', async () => {
    const url = await listen(createServer());
    await expect(withDeadline(url)).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('stops in the middle of its headers (H31)', async () => {
    const url = await listen(
      createServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-');
      }),
    );
    await expect(withDeadline(url)).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('falls silent in the middle of its response (H31)', async () => {
    const url = await http((_, response) => {
      response.writeHead(200, json).write('{"a');
    });
    await expect(withPause(url)).rejects.toMatchObject({
      kind: 'timeout',
      technical: 'silent for 200 ms',
    });
  });

  test('sends a byte now and then, and still runs into the deadline (H31)', async () => {
    const url = await http((_, response) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    await expect(withDeadline(url)).rejects.toMatchObject({
      kind: 'timeout',
      technical: 'no response within 600 ms',
    });
  });

  test.each([301, 302, 303, 307, 308])(
    'redirects with %i, and the redirect is not followed (H28, H40)',
    async (status) => {
      let visits = 0;
      const url = await http((request, response) => {
        visits += 1;
        const location = `http://localhost:${String(request.socket.localPort)}/elsewhere`;
        response.writeHead(status, { location }).end();
      });
      await expect(
        bounded(url, { method: 'POST', body: 'refresh_token=rt-1' }),
      ).rejects.toMatchObject({ kind: 'redirected' });
      expect(visits).toBe(1);
    },
  );

  test('sets cookies and asks for a password, and gets neither (H99)', async () => {
    const seen: (string | undefined)[] = [];
    const url = await http((request, response) => {
      seen.push(request.headers.cookie, request.headers.authorization);
      const headers = { 'set-cookie': 'a=b', 'www-authenticate': 'Basic realm="x"' };
      response.writeHead(401, headers).end();
    });
    await bounded(url);
    await bounded(url);
    expect(seen).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('a refresh whose response is lost', () => {
  async function refresh(answer: RequestListener, network = bounded) {
    const tokenEndpoint = await http(answer);
    const outcome = await refreshTokenGrant(
      {
        ...{ server: { ...server, tokenEndpoint }, client, refreshToken: 'rt-1' },
        ...{ scopesBefore: [], expectedSubject: null, idTokenClaimsBefore: null },
        ...{ resource: null, proofKey: null },
      },
      { fetch: network, now: () => Date.now() },
    );
    return outcome.kind;
  }

  test('because the connection is cut after the request (H59)', async () => {
    expect(
      await refresh((request) => request.on('end', () => request.socket.destroy()).resume()),
    ).toBe('unknown_outcome');
  });

  test('because the connection is cut in the middle of it (H59)', async () => {
    const kind = await refresh((_, response) => {
      response.writeHead(200, { ...json, 'content-length': '100' }).write('{"access_token":"at');
      setImmediate(() => response.destroy());
    });
    expect(kind).toBe('unknown_outcome');
  });

  test('because it never comes (H59)', async () => {
    expect(await refresh(() => undefined, withDeadline)).toBe('unknown_outcome');
  });
});
