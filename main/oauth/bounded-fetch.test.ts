import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { chromiumFault, json, text } from '../../testing/scripted-server.js';
import { createBoundedFetch, isJson } from './bounded-fetch.js';

type Fetch = typeof globalThis.fetch;

const address = 'https://as.example/token';
const silence = () => new Promise<never>(() => undefined);
const fetchOf =
  (response: Response): Fetch =>
  () =>
    Promise.resolve(response);

/** A body whose chunks are produced as they are read. */
function streamed(pieces: (() => Uint8Array | Promise<Uint8Array>)[], type = 'application/json') {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = pieces[next];
      next += 1;
      if (piece === undefined) controller.close();
      else controller.enqueue(await piece());
    },
  });
  return new Response(body, { headers: { 'content-type': type } });
}

describe('a bounded fetch', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('gives up after 15 s on a server that accepts and sends nothing (H31)', async () => {
    const bounded = createBoundedFetch(silence);
    const outcome = expect(bounded(address)).rejects.toMatchObject({ kind: 'timeout' });
    await vi.advanceTimersByTimeAsync(14_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('gives up when a body pauses for 5 s (H31)', async () => {
    const bounded = createBoundedFetch(fetchOf(streamed([() => Buffer.from('{'), silence])));
    const outcome = expect(bounded(address)).rejects.toMatchObject({
      kind: 'timeout',
      technical: 'silent for 5000 ms',
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await outcome;
  });

  test('gives up after 15 s on a body that trickles without ever pausing (H31)', async () => {
    const piece = () =>
      new Promise<Uint8Array>((resolve) => setTimeout(resolve, 1_000, Buffer.from(' ')));
    const bounded = createBoundedFetch(fetchOf(streamed(Array<typeof piece>(60).fill(piece))));
    const outcome = expect(bounded(address)).rejects.toMatchObject({
      kind: 'timeout',
      technical: 'no response within 15000 ms',
    });
    await vi.advanceTimersByTimeAsync(15_000);
    await outcome;
  });

  test('stops reading an endless body at 1 MiB (H30)', async () => {
    let handedOut = 0;
    const piece = () => {
      handedOut += 1;
      return new Uint8Array(64 * 1024);
    };
    const endless = Array<typeof piece>(10_000).fill(piece);
    const bounded = createBoundedFetch(fetchOf(streamed(endless)));
    await expect(bounded(address)).rejects.toMatchObject({ kind: 'too_large' });
    expect(handedOut).toBeLessThan(20);
  });

  test('accepts a body of exactly 1 MiB (H30)', async () => {
    const bounded = createBoundedFetch(fetchOf(text('x'.repeat(1024 * 1024), 'text/plain')));
    const body = await (await bounded(address)).text();
    expect(body).toHaveLength(1024 * 1024);
  });

  test.each([301, 302, 303, 307, 308])('does not follow a %i (H28, H40)', async (status) => {
    const away = new Response(null, { status, headers: { location: 'https://evil.example/?x=1' } });
    await expect(createBoundedFetch(fetchOf(away))(address)).rejects.toMatchObject({
      kind: 'redirected',
      elsewhere: true,
      technical: `HTTP ${String(status)} redirect to evil.example not followed`,
    });
  });

  test('tells a redirect within a site from one to another (H38)', async () => {
    const sideways = new Response(null, {
      status: 302,
      headers: { location: '//www.as.example/' },
    });
    await expect(createBoundedFetch(fetchOf(sideways))(address)).rejects.toMatchObject({
      elsewhere: false,
    });
  });

  test('follows no redirect, sends no credentials and uses no cache, whatever the caller’s options (H40, H52)', async () => {
    const inner = vi.fn<Fetch>(() => Promise.resolve(json({})));
    const asked = { method: 'POST', redirect: 'follow', credentials: 'include' } as const;
    await createBoundedFetch(inner)(address, asked);
    expect(inner.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
  });

  test('ends at once when the caller cancels', async () => {
    const cancel = new AbortController();
    const outcome = createBoundedFetch(silence)(address, { signal: cancel.signal });
    cancel.abort();
    await expect(outcome).rejects.toMatchObject({ kind: 'cancelled', mayHaveArrived: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('sends nothing once the caller has cancelled', async () => {
    const inner = vi.fn<Fetch>(silence);
    const outcome = createBoundedFetch(inner)(address, { signal: AbortSignal.abort() });
    await expect(outcome).rejects.toMatchObject({ kind: 'cancelled', mayHaveArrived: false });
    expect(inner).not.toHaveBeenCalled();
  });

  test('rejects with a network fault whatever the fetch below rejects with', async () => {
    const bounded = createBoundedFetch(() => Promise.reject(chromiumFault('ERR_CONNECTION_RESET')));
    await expect(bounded(address)).rejects.toMatchObject({
      name: 'NetworkFault',
      kind: 'interrupted',
      technical: 'ERR_CONNECTION_RESET',
    });
  });

  test('passes on status, headers and body, also of a response without a body', async () => {
    const response = await createBoundedFetch(fetchOf(json({ a: 1 }, 400, { 'retry-after': '3' })))(
      address,
    );
    expect(response.status).toBe(400);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await response.json()).toEqual({ a: 1 });
    const empty = await createBoundedFetch(fetchOf(new Response(null, { status: 204 })))(address);
    expect(empty.status).toBe(204);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('JSON by its content type', () => {
  test.each([
    ['application/json', true],
    ['Application/JSON; charset=utf-8', true],
    ['application/jwk-set+json', true],
    ['text/html', false],
    ['text/json', false],
    ['application/jsonp', false],
    ['', false],
  ])('%j: %s (H29, H41)', (type, expected) => {
    expect(isJson(text('{}', type))).toBe(expected);
  });
});
