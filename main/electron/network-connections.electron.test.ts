/**
 * The app's network against servers that keep every connection open: each request arrives once. Runs
 * inside Electron.
 */
import { createServer, type Socket } from 'node:net';

import { app, type Session } from 'electron';
import { beforeAll, describe, expect, test, vi } from 'vitest';

import { listen, refresh } from '../../testing/listening.js';
import { createNetworkFetch } from './network.js';

let network: typeof globalThis.fetch;
const sessions: Session[] = [];

beforeAll(() => {
  app.on('session-created', (created) => sessions.push(created));
  network = createNetworkFetch();
});

/**
 * A server that ignores `Connection: close`. `answerTo` gets the socket of each POST; everything else is
 * answered with 200. `reused` counts requests that were not the first on their connection.
 */
async function serveAndKeepOpen(answerTo: (socket: Socket) => void) {
  const posts: string[] = [];
  let reused = 0;
  const port = await listen(
    createServer((socket) => {
      let isNew = true;
      socket.on('data', (piece: Buffer) => {
        const request = piece.toString();
        if (!isNew) reused += 1;
        isNew = false;
        if (!request.startsWith('POST')) {
          answer('200 OK')(socket);
          return;
        }
        posts.push(request);
        answerTo(socket);
      });
    }),
  );
  const url = `http://127.0.0.1:${String(port)}/token`;
  return { url, posts, reused: () => reused };
}

const answer = (status: string) => (socket: Socket) => {
  const hasNoBody = /^20[45]/.test(status);
  const body = hasNoBody ? '' : 'content-length: 2\r\n\r\n{}';
  socket.write(`HTTP/1.1 ${status}\r\nconnection: keep-alive\r\n${body || '\r\n'}`);
};

describe('a connection of the app’s network', () => {
  test.each([
    ['closed', (socket: Socket) => void socket.end()],
    ['destroyed', (socket: Socket) => void socket.destroy()],
    ['reset', (socket: Socket) => void socket.resetAndDestroy()],
  ])('sends a refresh token once when the connection is %s (H59, H64)', async (_, breakOff) => {
    const server = await serveAndKeepOpen(breakOff);
    await network(server.url);
    await expect(network(server.url, refresh())).rejects.toMatchObject({
      kind: 'interrupted',
      mayHaveArrived: true,
    });
    expect(server.posts).toHaveLength(1);
  });

  test('sends a refresh token once when the response is 408 (H59, H64)', async () => {
    const server = await serveAndKeepOpen(answer('408 Request Timeout'));
    await network(server.url);
    expect((await network(server.url, refresh())).status).toBe(408);
    expect(server.posts).toHaveLength(1);
  });

  test('Chromium repeats a request only after 421 (RFC 9110 §15.5.20) (H64)', async () => {
    const server = await serveAndKeepOpen(answer('421 Misdirected Request'));
    expect((await network(server.url, refresh())).status).toBe(421);
    expect(server.posts).toHaveLength(2);
  });

  test.each([200, 204, 205, 400, 401, 503])(
    'reuses no connection after a %i (H59, H64)',
    async (status) => {
      const server = await serveAndKeepOpen(answer(`${String(status)} As it is`));
      for (let nth = 1; nth <= 3; nth += 1) {
        expect((await network(server.url, refresh())).status).toBe(status);
      }
      expect(server.posts).toHaveLength(3);
      expect(server.reused()).toBe(0);
    },
  );

  test('reuses no connection after an aborted request (H59, H64)', async () => {
    const server = await serveAndKeepOpen((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
      );
    });
    const impatient = createNetworkFetch({ idleMs: 50 });
    for (let nth = 1; nth <= 3; nth += 1) {
      await expect(impatient(server.url, refresh())).rejects.toMatchObject({ kind: 'timeout' });
    }
    expect(server.posts).toHaveLength(3);
    expect(server.reused()).toBe(0);
  });

  test('sends a hundred concurrent requests on a few sessions, each once (H69)', async () => {
    const server = await serveAndKeepOpen(answer('200 OK'));
    const before = sessions.length;
    const many = createNetworkFetch();
    const requests = Array.from({ length: 100 }, () => many(server.url, refresh()));
    expect((await Promise.all(requests)).map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(server.posts).toHaveLength(100);
    expect(server.reused()).toBe(0);
    expect(sessions.length - before).toBeLessThanOrEqual(16);
  });

  test('is not blocked by requests aborted before a response or while queued (H31)', async () => {
    const silent = await serveAndKeepOpen(() => undefined);
    const server = await serveAndKeepOpen(answer('200 OK'));
    const own = createNetworkFetch();
    const abort = new AbortController();
    const aborted = Array.from({ length: 40 }, () =>
      own(silent.url, { ...refresh(), signal: abort.signal }),
    );
    const settled = Promise.allSettled(aborted);
    await vi.waitFor(() => expect(silent.posts).toHaveLength(16));
    abort.abort();
    expect((await settled).map(({ status }) => status)).toEqual(Array(40).fill('rejected'));
    expect((await own(server.url, refresh())).status).toBe(200);
    expect(silent.posts).toHaveLength(16);
  });

  test('is not blocked by requests aborted during a response (H31)', async () => {
    const server = await serveAndKeepOpen((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n${' '.repeat(2_000)}`);
    });
    const whole = await serveAndKeepOpen(answer('200 OK'));
    const own = createNetworkFetch();
    const abort = new AbortController();
    const requests = Array.from({ length: 16 }, () =>
      own(server.url, { ...refresh(), signal: abort.signal }),
    );
    const settled = Promise.allSettled(requests);
    await vi.waitFor(() => expect(server.posts).toHaveLength(16));
    abort.abort();
    expect((await settled).map(({ status }) => status)).toEqual(Array(16).fill('rejected'));
    expect((await own(whole.url, refresh())).status).toBe(200);
  });
});
