/** A main process that accepts every request, for tests. It has a method for each entry of the contract. */
import { type Mock, vi } from 'vitest';

import { eventNames, type ReplyOf, type RequestName, requestNames } from '../../ipc/contract.js';
import type { WindowApi } from '../../ipc/window-api.js';

type NameWithReply = { [R in RequestName]: ReplyOf<R> extends null ? never : R }[RequestName];

const samples: { readonly [R in NameWithReply]: ReplyOf<R> } = {
  offerRecovery: { passphrase: '7G2K-9QXM-41VT-0PZC-HB8N-5RWE-3DJA' },
  addService: { kind: 'added', serviceId: 'own-1' },
  setUpService: { serviceId: 'github' },
  getRedirectUris: {
    appLink: 'app.lanyard.desktop:/callback/own-1',
    localAddress: 'http://127.0.0.1/callback/own-1',
  },
};
const valueOf: { readonly [R in RequestName]?: unknown } = samples;

type MainDouble = { readonly [M in keyof WindowApi]: Mock<WindowApi[M]> };

export function mainDouble(): MainDouble {
  const requests = requestNames.map((name) => {
    const reply = { ok: true, value: valueOf[name] ?? null };
    return [name, vi.fn<(request: never) => Promise<unknown>>().mockResolvedValue(reply)];
  });
  const events = eventNames.map((name) => [
    `on${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    vi.fn(() => () => undefined),
  ]);
  return Object.fromEntries([...requests, ...events]) as MainDouble;
}

declare global {
  // Replaced before each test (setup.ts).
  var main: MainDouble;
}
