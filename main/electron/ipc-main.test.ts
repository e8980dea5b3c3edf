import { beforeEach, describe, expect, test, vi } from 'vitest';

import { type RequestHandlers, requestNames } from '../../ipc/contract.js';
import { schemas } from '../../ipc/schemas.js';

type Handler = (event: unknown, request: unknown) => unknown;
const registered = new Map<string, Handler>();

// A stand-in for Electron's registry, which only Electron's main process has.
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
  requestNames.map((name) => [
    name,
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

const send = (event: unknown, request: unknown) =>
  registered.get('refreshConnection')?.(event, request);

describe('refused without any effect (E17)', () => {
  test.each([
    ['a frame that has navigated away', { ...ours, senderFrame: null }],
    [
      'a frame inside our window',
      { ...ours, senderFrame: { url: 'app://main/', top: frame('app://main/') } },
    ],
    ['a web page', { ...ours, senderFrame: frame('https://example.org/') }],
    ['a look-alike of our origin', { ...ours, senderFrame: frame('app://main.evil/index.html') }],
    ['another host of our scheme', { ...ours, senderFrame: frame('app://other/index.html') }],
    ['a file', { ...ours, senderFrame: frame('file:///app://main/') }],
    ['a window that is not ours', { ...ours, sender: { id: 2 } }],
  ])('%s', async (_caller, event) => {
    expect(await send(event, { connectionId: 'a' })).toMatchObject({
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
    ['a string far too long', { connectionId: 'x'.repeat(10_000_000) }],
  ])('a request that does not fit its schema: %s (R12)', async (_request, request) => {
    expect(await send(ours, request)).toMatchObject({ failure: { code: 'invalid_request' } });
    expect(handled).toEqual([]);
  });
});

test('every channel has a schema and passes the guard (E17)', () => {
  expect([...registered.keys()].sort()).toEqual(Object.keys(schemas).sort());
});

test('a request from our window that fits its schema is handled', async () => {
  expect(await send(ours, { connectionId: 'a' })).toEqual({ ok: true, value: null });
  expect(handled).toEqual([{ connectionId: 'a' }]);
});

test('a request that comes before the guard is set waits for it', async () => {
  const setGuard = registerHandlers();
  const reply = send(ours, { connectionId: 'a' });
  await Promise.resolve();
  expect(handled).toEqual([]);
  setGuard(createGuard(handlers, () => true));
  expect(await reply).toEqual({ ok: true, value: null });
});

test('a window that navigates away while its request waits is refused (E17)', async () => {
  const setGuard = registerHandlers();
  const gone = { ...ours };
  const reply = send(gone, { connectionId: 'a' });
  gone.senderFrame = null as never;
  setGuard(createGuard(handlers, () => true));
  expect(await reply).toMatchObject({ failure: { code: 'invalid_request' } });
  expect(handled).toEqual([]);
});

test('an unexpected error is reported by its kind, never by its message', async () => {
  const failing = {
    ...handlers,
    refreshConnection: () => {
      throw new RangeError('S3CR3T');
    },
  };
  registerHandlers()(createGuard(failing, () => true));
  const reply = await send(ours, { connectionId: 'a' });
  expect(reply).toMatchObject({ failure: { code: 'unexpected', cause: 'RangeError' } });
  expect(JSON.stringify(reply)).not.toContain('S3CR3T');
});
