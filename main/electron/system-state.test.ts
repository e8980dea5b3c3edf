import { expect, test, vi } from 'vitest';

import type { SystemEvent } from '../ports/system-state.js';

const { computer } = vi.hoisted(() => ({
  computer: { online: true, listeners: new Map<string, () => void>() },
}));
vi.mock('electron', () => ({
  net: { isOnline: () => computer.online },
  powerMonitor: {
    on: (event: string, listener: () => void) => computer.listeners.set(event, listener),
  },
}));

const { createSystemState } = await import('./system-state.js');

test('R7 emits suspend, resume and unlock', () => {
  const events: SystemEvent['kind'][] = [];
  createSystemState().onChange(({ kind }) => events.push(kind));
  for (const event of ['suspend', 'resume', 'unlock-screen']) computer.listeners.get(event)?.();
  expect(events).toEqual(['suspending', 'resumed', 'unlocked']);
});

test('R8 checks the network on each call', () => {
  const systemState = createSystemState();
  expect(systemState.isOnline()).toBe(true);
  computer.online = false;
  expect(systemState.isOnline()).toBe(false);
});
