import { beforeEach, describe, expect, test, vi } from 'vitest';

import {
  gestureRequests,
  type RequestHandlers,
  type RequestName,
  requestNames,
} from '../../ipc/contract.js';
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

/** How many clicks and keys nothing has used yet. */
let unused = 0;
const gestures = {
  take: () => Promise.resolve(unused-- > 0),
  giveBack: () => void (unused += 1),
};

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
  unused = 0;
  handled.length = 0;
  registered.clear();
  registerHandlers()(createGuard(handlers, (sender) => (sender as unknown) === contents, gestures));
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
  setGuard(createGuard(handlers, () => true, gestures));
  expect(await reply).toEqual({ ok: true, value: null });
});

test('a window that navigates away while its request waits is refused (E17)', async () => {
  const setGuard = registerHandlers();
  const gone = { ...ours };
  const reply = send(gone, { connectionId: 'a' });
  gone.senderFrame = null as never;
  setGuard(createGuard(handlers, () => true, gestures));
  expect(await reply).toMatchObject({ failure: { code: 'invalid_request' } });
  expect(handled).toEqual([]);
});

const sendTo = (name: RequestName, request: unknown) => registered.get(name)?.(ours, request);
const accepted = { ok: true, value: null };
const refused = {
  ok: false,
  failure: expect.objectContaining({ code: 'gesture_missing' }) as unknown,
};

const client = { clientId: 'lanyard', clientSecret: '' };
const service = { serviceId: 'a' };
const connection = { connectionId: 'a' };
const attempt = { attemptId: 'a' };
const samples: Record<(typeof gestureRequests)[number], object> = {
  unlock: {},
  openProjectPage: { page: 'website' },
  printRecoverySheet: {},
  inspectServer: { serverAddress: 'server.example', chosenIssuer: null },
  addService: {
    ...client,
    serverAddress: 'server.example',
    chosenIssuer: null,
    scopes: '',
    method: 'automatic',
    assertion: null,
  },
  setUpService: { ...service, ...client, variables: {} },
  openAccountPage: service,
  openServiceDocs: service,
  openRegistrationForm: { ...service, variables: {} },
  saveClientFile: { ...service, variables: {} },
  openClientFile: {},
  importClients: { fileId: 'a' },
  addConnection: service,
  signInAgain: connection,
  requestMoreScopes: { ...connection, scopes: 'notes.read' },
  openSignOutPage: connection,
  openBrowserAgain: attempt,
  changeSignInMethod: { ...attempt, method: 'app_link' },
  confirmPrivateNetwork: attempt,
  confirmMove: attempt,
  keepServer: attempt,
  retryAttempt: attempt,
};

test.each(gestureRequests)('%s is refused until the person has clicked (N5)', async (name) => {
  const valid = samples[name];
  expect(await sendTo(name, valid)).toEqual(refused);
  expect(handled).toEqual([]);
  unused = 1;
  expect(await sendTo(name, valid)).toEqual(accepted);
  expect(handled).toHaveLength(1);
});

test('one click lets one request through, and none that does not fit its schema (N5)', async () => {
  unused = 1;
  expect(await sendTo('addConnection', { serviceId: 7 })).toMatchObject({
    failure: { code: 'invalid_request' },
  });
  expect(await sendTo('addConnection', { serviceId: 'a' })).toEqual(accepted);
  expect(await sendTo('addConnection', { serviceId: 'a' })).toEqual(refused);
});

test('the click that adds a service also signs in there, once (N5)', async () => {
  unused = 1;
  expect(await sendTo('setUpService', samples.setUpService)).toEqual(accepted);
  expect(await sendTo('addConnection', { serviceId: 'a' })).toEqual(accepted);
  expect(await sendTo('addConnection', { serviceId: 'a' })).toEqual(refused);
});

test('an unexpected error is reported by its kind, never by its message', async () => {
  const failing = {
    ...handlers,
    refreshConnection: () => {
      throw new RangeError('S3CR3T');
    },
  };
  registerHandlers()(createGuard(failing, () => true, gestures));
  const reply = await send(ours, { connectionId: 'a' });
  expect(reply).toMatchObject({ failure: { code: 'unexpected', cause: 'RangeError' } });
  expect(JSON.stringify(reply)).not.toContain('S3CR3T');
});
