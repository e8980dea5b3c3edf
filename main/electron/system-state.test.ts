import { describe, expect, test, vi } from 'vitest';

import { createTestClock } from '../../testing/test-world.js';
import type { SystemEvent } from '../ports/system-state.js';

const { computer } = vi.hoisted(() => ({
  computer: {
    online: true,
    state: 'active',
    asked: 0,
    listeners: new Map<string, () => void>(),
  },
}));
vi.mock('electron', () => ({
  net: { isOnline: () => computer.online },
  powerMonitor: {
    on: (event: string, listener: () => void) => computer.listeners.set(event, listener),
    getSystemIdleState() {
      computer.asked += 1;
      return computer.state;
    },
  },
}));

const { createSystemState } = await import('./system-state.js');

function given(platform: NodeJS.Platform) {
  Object.assign(computer, { state: 'active', asked: 0 });
  const clock = createTestClock(1_000);
  const events: SystemEvent['kind'][] = [];
  const systemState = createSystemState(clock, platform);
  systemState.onChange(({ kind }) => events.push(kind));
  const happen = (event: string) => computer.listeners.get(event)?.();
  /** The session is in this state for ten seconds. */
  const session = (state: string) => {
    computer.state = state;
    clock.advance(10_000);
  };
  return { clock, events, systemState, happen, session };
}

test('emits suspend, resume and unlock (R7)', () => {
  const { events, happen } = given('darwin');
  for (const event of ['suspend', 'resume', 'unlock-screen']) happen(event);
  expect(events).toEqual(['suspending', 'resumed', 'unlocked']);
});

test('checks the network on each call (R8)', () => {
  const { systemState } = given('linux');
  expect(systemState.isOnline()).toBe(true);
  computer.online = false;
  expect(systemState.isOnline()).toBe(false);
});

describe('on Linux, where Electron does not report that the screen is unlocked (S6)', () => {
  test('waking is not taken for it: not by a lock screen that waits, nor by a screen saver that ends', () => {
    const { clock, events, systemState, happen, session } = given('linux');
    systemState.watchForUnlock();
    session('locked');
    happen('suspend');
    clock.sleep(8 * 3_600_000);
    happen('resume');
    session('locked');
    happen('suspend');
    clock.sleep(8 * 3_600_000);
    computer.state = 'active';
    happen('resume');
    session('active');
    expect(events).toEqual(['suspending', 'resumed', 'suspending', 'resumed']);
  });

  test('nor is sleep that nobody reported, or that the lock ended with nobody at the computer', () => {
    const { clock, events, systemState, session } = given('linux');
    systemState.watchForUnlock();
    session('locked');
    clock.sleep(3_600_000);
    session('active');
    for (const state of ['idle', 'unknown']) {
      session('locked');
      session(state);
      session('active');
    }
    expect(events).toEqual([]);
  });

  test('nothing is asked while nobody waits, nor while the computer sleeps', () => {
    const { clock, events, systemState, happen, session } = given('linux');
    session('locked');
    expect(computer.asked).toBe(0);
    const stop = systemState.watchForUnlock();
    happen('suspend');
    const { asked } = computer;
    clock.advance(60_000);
    expect(computer.asked).toBe(asked);
    happen('resume');
    session('locked');
    stop();
    session('active');
    happen('resume');
    session('active');
    expect(events).toEqual(['suspending', 'resumed', 'resumed']);
  });

  test('it is noticed while somebody waits for it, also right after waking', () => {
    const { clock, events, systemState, happen, session } = given('linux');
    systemState.watchForUnlock();
    session('locked');
    session('active');
    expect(events).toEqual(['unlocked']);
    happen('suspend');
    clock.sleep(8 * 3_600_000);
    computer.state = 'locked';
    happen('resume');
    session('active');
    session('active');
    expect(events).toEqual(['unlocked', 'suspending', 'resumed', 'unlocked']);
  });
});

test('elsewhere the session is never asked', () => {
  const { systemState, session } = given('win32');
  systemState.watchForUnlock()();
  session('locked');
  expect(computer.asked).toBe(0);
});
