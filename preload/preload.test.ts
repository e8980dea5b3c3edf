import { expect, test, vi } from 'vitest';

import { eventNames, requestNames } from '../ipc/contract.js';

type Method = (argument: unknown) => unknown;
const exposed = new Map<string, Record<string, Method>>();
const sent: unknown[][] = [];
const subscribed: string[] = [];
const ranInPage: string[] = [];

// A stand-in for Electron's side of the preload script, which only a renderer process has.
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, Method>) => exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: (...message: unknown[]) => sent.push(message),
    on: (channel: string) => subscribed.push(channel),
  },
  webFrame: { executeJavaScript: (code: string) => ranInPage.push(code) },
}));
await import('./preload.js');

const api = exposed.get('api') ?? {};

test('the window gets one method per request and per event of the contract, and nothing else (E20)', () => {
  expect([...exposed.keys()]).toEqual(['api']);
  expect(Object.keys(api)).toHaveLength(requestNames.length + eventNames.length);
});

test('the page loses what no policy covers, and gets nothing in its place (N5)', () => {
  expect(ranInPage).toHaveLength(1);
  expect(ranInPage[0]).toContain('RTCPeerConnection');
});

test.each(requestNames)('%s sends its request on the channel of its own name', (name) => {
  sent.length = 0;
  api[name]?.({ a: 1 });
  expect(sent).toEqual([[name, { a: 1 }]]);
});

test.each(eventNames)('%s is heard on the channel of its own name', (name) => {
  subscribed.length = 0;
  api[`on${name.charAt(0).toUpperCase()}${name.slice(1)}`]?.(() => undefined);
  expect(subscribed).toEqual([name]);
});
