/** A main process that accepts every request, for tests. It has a method for each entry of the contract. */
import { type Mock, vi } from 'vitest';

import { eventNames, requestNames } from '../../ipc/contract.js';
import type { WindowApi } from '../../ipc/window-api.js';
import { replies } from './replies.js';

type MainDouble = { readonly [M in keyof WindowApi]: Mock<WindowApi[M]> };

export function mainDouble(): MainDouble {
  const requests = requestNames.map((name) => {
    const reply = { ok: true, value: replies[name] ?? null };
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
