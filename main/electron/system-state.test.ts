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

test('R7 what the computer tells of its sleep is passed on in our words', () => {
  const told: SystemEvent['kind'][] = [];
  createSystemState().onChange(({ kind }) => told.push(kind));
  for (const event of ['suspend', 'resume', 'unlock-screen']) computer.listeners.get(event)?.();
  expect(told).toEqual(['suspending', 'resumed', 'unlocked']);
});

test('R8 whether there is a network is asked anew each time', () => {
  const systemState = createSystemState();
  expect(systemState.isOnline()).toBe(true);
  computer.online = false;
  expect(systemState.isOnline()).toBe(false);
});
