import { beforeEach, describe, expect, test, vi } from 'vitest';

import { requestChannels } from '../../ipc/channels.js';
import { requests } from '../../ipc/contract.js';
import type { RequestHandlers } from '../requests/request-handlers.js';

type Handler = (event: unknown, request: unknown) => unknown;
const registered = new Map<string, Handler>();

// A stand-in for Electron's registry: these tests are about which requests the guard accepts.
vi.mock('electron', () => ({
  app: {},
  ipcMain: { handle: (channel: string, handler: Handler) => registered.set(channel, handler) },
  protocol: {},
}));
const { registerHandlers } = await import('./ipc-main.js');
const { createGuard } = await import('./ipc-guard.js');

const contents = { id: 1 };
const frame = (url: string) => {
  const top: { url: string; top?: unknown } = { url };
  top.top = top;
  return top;
};
const ours = { sender: contents, senderFrame: frame('app://main/index.html') };

const handled: unknown[] = [];
const handlers = Object.fromEntries(
  requestChannels.map((channel) => [
    channel,
    (request: unknown) => {
      handled.push(request);
      return { ok: true, value: null };
    },
  ]),
) as unknown as RequestHandlers;

beforeEach(() => {
  handled.length = 0;
  registered.clear();
  registerHandlers()(createGuard(handlers, (sender) => (sender as unknown) === contents));
});

const invoke = (event: unknown, request: unknown, channel = 'connections:refresh') =>
  registered.get(channel)?.(event, request);

describe('E17 refuses, and handles nothing, from', () => {
  test.each([
    ['a frame that has navigated', { ...ours, senderFrame: null }],
    [
      'a frame inside our window',
      { ...ours, senderFrame: { url: 'app://main/', top: frame('app://main/') } },
    ],
    ['a web page', { ...ours, senderFrame: frame('https://example.org/') }],
    ['a look-alike of our origin', { ...ours, senderFrame: frame('app://main.evil/index.html') }],
    ['another host of our scheme', { ...ours, senderFrame: frame('app://other/index.html') }],
    ['a file', { ...ours, senderFrame: frame('file:///app://main/') }],
    ['a window that is not ours', { ...ours, sender: { id: 2 } }],
  ])('%s', async (_who, event) => {
    expect(await invoke(event, { connectionId: 'a' })).toMatchObject({
      ok: false,
      failure: { code: 'invalid_request' },
    });
    expect(handled).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['a string', 'a'],
    ['a missing field', {}],
    ['a wrong type', { connectionId: 7 }],
    ['an unknown field', { connectionId: 'a', admin: true }],
    [
      'a length that cannot be compared',
      { connectionId: { length: Object.create(null) as object } },
    ],
    ['something far too long', { connectionId: 'x'.repeat(10_000_000) }],
  ])('R12 a request that does not fit its schema: %s', async (_what, request) => {
    expect(await invoke(ours, request)).toMatchObject({ failure: { code: 'invalid_request' } });
    expect(handled).toEqual([]);
  });
});

test('E17 every request with a schema has a guarded channel, and no other exists', () => {
  expect([...registered.keys()].sort()).toEqual(Object.keys(requests).sort());
});

test('handles a request of our window that fits its schema', async () => {
  expect(await invoke(ours, { connectionId: 'a' })).toEqual({ ok: true, value: null });
  expect(handled).toEqual([{ connectionId: 'a' }]);
});

test('a request before the guard is set waits for it', async () => {
  const setGuard = registerHandlers();
  const answer = invoke(ours, { connectionId: 'a' });
  await Promise.resolve();
  expect(handled).toEqual([]);
  setGuard(createGuard(handlers, () => true));
  expect(await answer).toEqual({ ok: true, value: null });
});

test('E17 refuses a window that has navigated while it waited', async () => {
  const setGuard = registerHandlers();
  const gone = { ...ours };
  const answer = invoke(gone, { connectionId: 'a' });
  gone.senderFrame = null as never;
  setGuard(createGuard(handlers, () => true));
  expect(await answer).toMatchObject({ failure: { code: 'invalid_request' } });
  expect(handled).toEqual([]);
});

test('an unexpected error is reported by its name, never by its message', async () => {
  const failing = {
    ...handlers,
    'connections:refresh': () => {
      throw new RangeError('S3CR3T');
    },
  };
  registerHandlers()(createGuard(failing, () => true));
  const answer = await invoke(ours, { connectionId: 'a' });
  expect(answer).toMatchObject({ failure: { code: 'unexpected', cause: 'RangeError' } });
  expect(JSON.stringify(answer)).not.toContain('S3CR3T');
});
