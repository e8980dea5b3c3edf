import { connect, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { loopbackPage, type LoopbackOutcome, pageHeaders } from './loopback-page.js';
import { listenForRedirect, type LoopbackRedirect } from './loopback-redirect.js';
import type { PeerUser } from './peer-user.js';
import { isSameRedirect } from './redirect-uri.js';

const path = '/callback/practice';
const words = (heading: string) => ({ heading, text: 'You can close this tab.' });
const pageText = {
  language: 'en',
  direction: 'ltr' as const,
  title: 'Lanyard',
  pages: {
    received: words('Back to Lanyard'),
    connected: words('You are connected'),
    declined: words('You did not allow access'),
    failed: words('That did not work'),
    unmatched: words('This does not fit'),
  },
};
const pageOf = (outcome: LoopbackOutcome) => loopbackPage(outcome, pageText);
let peer: PeerUser;
const own = { path, pageText, peerUsers: { userOf: () => Promise.resolve(peer) } };

let redirect: LoopbackRedirect;
let arrived: string[];
/** Those of the responses, in turn; the last one again for all others. */
let outcomes: Promise<LoopbackOutcome>[];
let origin: string;

beforeEach(async () => {
  arrived = [];
  peer = 'same_user';
  redirect = await listenForRedirect(own);
  outcomes = [Promise.resolve('connected')];
  redirect.onCallback((url) => {
    arrived.push(url);
    return outcomes.at(arrived.length - 1) ?? outcomes.at(-1)!;
  });
  origin = new URL(redirect.redirectUri).origin;
});
afterEach(async () => {
  await get('/done').catch(() => null);
  await redirect.close();
});

const get = (target: string, init: RequestInit = {}) =>
  fetch(`${origin}${target}`, { redirect: 'manual', ...init });

/** The response to `text` over a plain connection, until the server closes it. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (piece: Buffer) => (answer += piece.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });
}

async function connectionsThatSayNothing(count: number): Promise<readonly Socket[]> {
  const port = Number(new URL(origin).port);
  const sockets = Array.from({ length: count }, () =>
    connect(port, '127.0.0.1').on('error', () => undefined),
  );
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
  );
  return sockets;
}

/** A port that is free now, at 127.0.0.1 and at [::1]. */
async function freePort(): Promise<number> {
  const probe = await listenForRedirect(own);
  await probe.close();
  return Number(new URL(probe.redirectUri).port);
}

describe('the loopback redirect', () => {
  test.each([
    '/',
    '/callback',
    '/callback/',
    '/callback/other?code=1',
    `${path}/?code=1`,
    '/done/x',
  ])('knows no other path: %s (O6, H91)', async (target) => {
    expect((await get(target)).status).toBe(404);
    expect(arrived).toEqual([]);
  });

  test('accepts GET alone (H91)', async () => {
    expect((await get(`${path}?code=1`, { method: 'POST' })).status).toBe(405);
    expect(arrived).toEqual([]);
  });

  test('refuses a host name that someone else points at this computer (H91)', async () => {
    const answer = await raw(
      `GET ${path}?code=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(arrived).toEqual([]);
  });

  test.each(['localhost', '[::1]', '127.0.0.2', 'LOCALHOST'])(
    'refuses the name %s, which is not that of its redirect URI (H91)',
    async (name) => {
      const { port } = new URL(origin);
      const answer = await raw(
        `GET ${path}?code=1 HTTP/1.1\r\nHost: ${name}:${port}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 404/);
      expect(arrived).toEqual([]);
    },
  );

  const fetchedAs = (destination: string, mode: string) =>
    raw(
      `GET ${path}?code=1 HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nSec-Fetch-Dest: ${destination}\r\n` +
        `Sec-Fetch-Mode: ${mode}\r\nConnection: close\r\n\r\n`,
    );

  test.each([
    ['a script', 'empty', 'cors'],
    ['a script', 'empty', 'no-cors'],
    ['an image', 'image', 'no-cors'],
    ['a frame', 'iframe', 'navigate'],
    ['an embedded object', 'object', 'navigate'],
    ['a script', 'document', 'cors'],
  ])('refuses what %s of a page requests: %s, %s (H91)', async (_, destination, mode) => {
    expect(await fetchedAs(destination, mode)).toMatch(/^HTTP\/1\.1 404/);
    expect(arrived).toEqual([]);
  });

  test('answers a page that the user navigates to', async () => {
    expect(await fetchedAs('document', 'navigate')).toMatch(/^HTTP\/1\.1 303/);
    expect(arrived).toEqual([`${redirect.redirectUri}?code=1`]);
  });

  test('passes on an answer of 100 KB, which is too long to read', async () => {
    expect((await get(`${path}?code=${'x'.repeat(100_000)}`)).headers.get('location')).toBe(
      '/done',
    );
    expect(arrived[0]).toHaveLength(`${redirect.redirectUri}?code=`.length + 100_000);
  });

  test('refuses an address of 1 MB (H93)', async () => {
    const answer = await raw(`GET ${path}?${'x'.repeat(1024 * 1024)} HTTP/1.1\r\n`).catch(() => '');
    expect(answer).not.toContain('303');
    expect(arrived).toEqual([]);
  });

  test('has nothing for a favicon (H93)', async () => {
    const response = await get('/favicon.ico');
    expect(response.status).toBe(204);
    expect(arrived).toEqual([]);
  });

  test('listens at a free port of 127.0.0.1, under a path of its own (O6)', () => {
    expect(redirect.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\/practice$/);
  });

  test('can listen at a fixed port, once (O6)', async () => {
    const port = Number(new URL(origin).port);
    await expect(listenForRedirect({ ...own, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await redirect.close();
    redirect = await listenForRedirect({ ...own, port });
    expect(redirect.redirectUri).toBe(`${origin}${path}`);
  });

  test('listens at the first free port of several (O6)', async () => {
    const taken = Number(new URL(origin).port);
    await expect(listenForRedirect({ ...own, port: [taken, taken] })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(listenForRedirect({ ...own, port: [] })).rejects.toThrow('no port to listen at');
    const free = await freePort();
    const second = await listenForRedirect({ ...own, port: [taken, free, taken] });
    expect(second.redirectUri).toBe(`http://127.0.0.1:${String(free)}${path}`);
    await second.close();
  });

  test('is named localhost where a service insists, and still nothing else can reach it (O6, H15)', async () => {
    const named = await listenForRedirect({ ...own, host: 'localhost' });
    const { port } = new URL(named.redirectUri);
    expect(named.redirectUri).toBe(`http://localhost:${port}${path}`);
    const came: string[] = [];
    named.onCallback((url) => {
      came.push(url);
      return Promise.resolve('received');
    });
    for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
      await fetch(`http://${host}:${port}${path}?code=c`, { redirect: 'manual' });
      await fetch(`http://${host}:${port}/done`);
    }
    expect(came.map((url) => url.split('?')[0])).toEqual([
      `http://127.0.0.1:${port}${path}`,
      `http://[::1]:${port}${path}`,
      `http://localhost:${port}${path}`,
    ]);
    for (const url of came) {
      expect(isSameRedirect(named.redirectUri, url.split('?')[0]!)).toBe(true);
    }
    await named.close();
  });

  test('is not named localhost at a port that another program holds at [::1] (O6)', async () => {
    const free = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ host: '::1', port: free }, resolve));
    const at = { ...own, port: free };
    await expect(listenForRedirect({ ...at, host: 'localhost' })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    // The attempt leaves nothing behind, and as 127.0.0.1 it does not matter who holds [::1].
    const literal = await listenForRedirect(at);
    await literal.close();
    await new Promise((resolve) => other.close(resolve));
  });

  test('listens to this computer alone (O6)', async () => {
    const { port } = new URL(origin);
    const elsewhere = Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of elsewhere) {
      await expect(fetch(`http://${address}:${port}/done`)).rejects.toThrow('fetch failed');
    }
    await expect(fetch(`http://127.0.0.2:${port}/done`)).rejects.toThrow('fetch failed');
  });

  test('survives a thousand connections that send nothing (H93)', async () => {
    const crowd = await connectionsThatSayNothing(1_000);
    expect((await get(`${path}?code=c`)).status).toBe(303);
    expect(arrived).toEqual([`${redirect.redirectUri}?code=c`]);
    for (const socket of crowd) socket.destroy();
  });

  test('makes room for the browser among sixty idle connections (N3)', async () => {
    const crowd = await connectionsThatSayNothing(60);
    expect((await get(`${path}?code=c`)).status).toBe(303);
    expect(arrived).toEqual([`${redirect.redirectUri}?code=c`]);
    for (const socket of crowd) socket.destroy();
  });

  test('makes room among connections that begin a request and never end it (N3)', async () => {
    const crowd = await connectionsThatSayNothing(60);
    for (const socket of crowd) socket.write(`GET ${path}?code=x HTTP/1.1\r\nHost:`);
    expect((await get(`${path}?code=c`)).status).toBe(303);
    for (const socket of crowd) socket.destroy();
  });

  test('keeps 32 connections at most, and closes the oldest idle one for the next (H93, N3)', async () => {
    const [first, second] = await connectionsThatSayNothing(32);
    const closed = new Promise((resolve) => first!.once('close', resolve));
    const [last] = await connectionsThatSayNothing(1);
    await closed;
    expect(second!.destroyed).toBe(false);
    last!.destroy();
  });

  test('goes on listening after two hundred wrong answers (N3)', async () => {
    for (let count = 0; count < 200; count += 1) await get(`${path}?state=${String(count)}`);
    await get(`${path}?code=c&state=right`);
    expect(arrived.at(-1)).toBe(`${redirect.redirectUri}?code=c&state=right`);
  });

  test('gets no answer from a program of another user of this computer (N2)', async () => {
    let others = 0;
    redirect.onOtherUser(() => (others += 1));
    peer = 'another_user';
    expect((await get(`${path}?code=c&state=right`)).status).toBe(404);
    expect(arrived).toEqual([]);
    expect(others).toBe(1);
    peer = 'same_user';
    await get(`${path}?code=c&state=right`);
    expect(arrived).toHaveLength(1);
  });

  test('passes on the whole address of a response, also when it comes twice', async () => {
    await get(`${path}?code=c&state=s%20t`);
    await get(`${path}?code=c&state=s%20t`);
    const address = `${redirect.redirectUri}?code=c&state=s%20t`;
    expect(arrived).toEqual([address, address]);
  });

  test('redirects the browser to a clean address, whatever the query (O8, H94)', async () => {
    const response = await get(`${path}?code=c&redirect=https://evil.example`);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/done');
    expect(await response.text()).toBe('');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('shows a page with nothing of the request in it, and may use its own style alone (H94)', async () => {
    const response = await get('/done?<script>alert(1)</script>');
    expect(await response.text()).toBe(pageOf('received'));
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe(
      pageHeaders['content-security-policy'],
    );
  });

  test.each(['connected', 'declined', 'failed', 'unmatched', 'received'] as const)(
    'shows the page of a sign-in that ended as %s',
    async (outcome) => {
      outcomes = [Promise.resolve(outcome)];
      await get(`${path}?code=c`);
      expect(await (await get('/done')).text()).toBe(pageOf(outcome));
    },
  );

  test('a response that belongs to no sign-in does not take the place of one that does (H1)', async () => {
    let end: (outcome: LoopbackOutcome) => void = () => undefined;
    const inProgress = new Promise<LoopbackOutcome>((resolve) => (end = resolve));
    outcomes = [Promise.resolve('unmatched'), inProgress, Promise.resolve('unmatched')];
    for (const state of ['wrong', 'right', 'wrong']) await get(`${path}?state=${state}`);
    const shown = get('/done');
    end('connected');
    expect(await (await shown).text()).toBe(pageOf('connected'));
  });

  test('waits for the outcome, and after five seconds shows the page without one', async () => {
    outcomes = [new Promise(() => undefined)];
    await get(`${path}?code=c`);
    const { setTimeout: real } = globalThis;
    let pass: (() => void) | null = null;
    const held = (run: (...values: unknown[]) => void, ms: number, ...values: unknown[]) => {
      if (ms !== 5_000) return real(run, ms, ...values);
      pass = () => run(...values);
      return real(() => undefined, 0);
    };
    vi.stubGlobal('setTimeout', held);
    try {
      const shown = get('/done');
      await vi.waitFor(() => expect(pass).not.toBeNull(), { interval: 5 });
      (pass as unknown as () => void)();
      expect(await (await shown).text()).toBe(pageOf('received'));
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('is gone once it is closed (O6)', async () => {
    await redirect.close();
    await expect(get('/done')).rejects.toThrow('fetch failed');
  });

  test('closes once the browser has fetched the page (O6)', async () => {
    await get(`${path}?code=c`);
    // Fake timers, so that the browser's second does not pass by itself.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const closed = redirect.close();
    vi.useRealTimers();
    expect(await (await get('/done')).text()).toBe(pageOf('connected'));
    await closed;
    await expect(get('/done')).rejects.toThrow('fetch failed');
  });

  test('closes after a second when the browser does not fetch it (O6)', async () => {
    await get(`${path}?code=c`);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const closed = redirect.close();
    vi.advanceTimersByTime(1_000);
    vi.useRealTimers();
    await closed;
  });

  test('closing does not wait for open connections (H93)', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    await redirect.close();
    await ended;
  });
});
