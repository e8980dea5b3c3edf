import { beforeEach, expect, test, vi } from 'vitest';

import type { LockDelay } from '../../ipc/limits.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import {
  createTestClock,
  createTestSystemState,
  settingsAtRest,
  type TestClock,
  type TestSystemState,
} from '../../testing/test-world.js';
import { createAutoLock } from './auto-lock.js';

const minute = 60_000;
let clock: TestClock;
let system: TestSystemState;
let view: SettingsView;
let notify: (view: SettingsView) => void;
const lock = vi.fn();

beforeEach(() => {
  clock = createTestClock();
  system = createTestSystemState();
  view = settingsAtRest.view;
  lock.mockClear();
});

function start(lockAfter: LockDelay, lockWithSystem = false) {
  view = { ...view, lockAfter, lockWithSystem };
  return createAutoLock({
    clock,
    systemState: system,
    settings: {
      get view() {
        return view;
      },
      onChange: (listener) => (notify = listener),
    },
    lock,
  });
}

/** Time passes in which nobody uses the computer. */
function idleFor(ms: number): void {
  for (let passed = 0; passed < ms; passed += 1_000) {
    system.idle += 1;
    clock.advance(1_000);
  }
}

test('never locks by itself unless the user chose that', () => {
  start('never');
  idleFor(120 * minute);
  system.happen('suspending');
  system.happen('resumed');
  system.happen('screen_locked');
  expect(lock).not.toHaveBeenCalled();
});

test('does not lock while somebody uses the computer', () => {
  start('5_minutes');
  for (let times = 0; times < 5; times += 1) {
    idleFor(4 * minute);
    system.idle = 0;
  }
  expect(lock).not.toHaveBeenCalled();
});

test('a switch of the screen’s lock alone does not lock by idleness, and the other way round', () => {
  start('never', true);
  idleFor(120 * minute);
  expect(lock).not.toHaveBeenCalled();
  view = { ...view, lockAfter: '60_minutes', lockWithSystem: false };
  system.idle = 0;
  notify(view);
  system.happen('screen_locked');
  system.happen('suspending');
  expect(lock).not.toHaveBeenCalled();
});

test.each([
  ['5_minutes', 5],
  ['15_minutes', 15],
  ['60_minutes', 60],
] as const)('locks once nobody has used the computer for %s', (lockAfter, minutes) => {
  start(lockAfter);
  idleFor(minutes * minute - 1_000);
  expect(lock).not.toHaveBeenCalled();
  idleFor(6_000);
  expect(lock).toHaveBeenCalled();
});

test('a delay that is chosen while it runs counts from the last use', () => {
  start('60_minutes');
  idleFor(10 * minute);
  view = { ...view, lockAfter: '5_minutes' };
  notify(view);
  clock.advance(5_000);
  expect(lock).toHaveBeenCalled();
});

test('time asleep counts', () => {
  start('15_minutes');
  system.idle = 8 * 3_600;
  system.happen('resumed');
  expect(lock).toHaveBeenCalledOnce();
});

test.each(['screen_locked', 'suspending'] as const)('locks with the computer: %s', (event) => {
  start('never', true);
  system.happen(event);
  expect(lock).toHaveBeenCalledOnce();
});

test('locks soon after the screen where the system has no event for that', () => {
  system.reportsScreenLock = false;
  start('never', true);
  clock.advance(60_000);
  expect(lock).not.toHaveBeenCalled();
  system.screenLocked = true;
  clock.advance(5_000);
  expect(lock).toHaveBeenCalledOnce();
});

test('nothing locks once it is stopped', () => {
  const stop = start('5_minutes', true);
  stop();
  idleFor(10 * minute);
  system.happen('screen_locked');
  expect(lock).not.toHaveBeenCalled();
});
