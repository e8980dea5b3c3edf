import { expect, test } from 'vitest';

import { createTestClock, createTestSystemState } from '../../../testing/test-world.js';
import { createAvailability } from './availability.js';

const second = 1_000;

function given() {
  const clock = createTestClock(1_000 * second);
  const systemState = createTestSystemState();
  const availability = createAvailability(clock, systemState);
  let available = 0;
  availability.onAvailable(() => (available += 1));
  return { clock, systemState, availability, available: () => available };
}

test('nothing starts while the computer falls asleep, nor within five seconds after it wakes (R7)', () => {
  const { clock, systemState, availability, available } = given();
  systemState.happen('suspending');
  expect(availability.blocker()).toEqual({ kind: 'asleep' });
  clock.sleep(8 * 3_600 * second);
  systemState.happen('resumed');
  clock.advance(4_999);
  expect(availability.blocker()).toEqual({ kind: 'asleep' });
  expect(available()).toBe(0);
  clock.advance(1);
  expect(availability.blocker()).toBeNull();
  expect(available()).toBe(1);
});

test('a computer that reports to fall asleep and does not is awake again after a minute', () => {
  const { clock, systemState, availability, available } = given();
  systemState.happen('suspending');
  clock.advance(60 * second);
  expect(availability.blocker()).toBeNull();
  expect(available()).toBe(1);
});

test('where sleep is not reported, unlocking the screen counts as waking', () => {
  const { systemState, available } = given();
  systemState.happen('unlocked');
  expect(available()).toBe(1);
});

test('it is offline since the network went, until a network has been there for a while (R8)', () => {
  const { clock, systemState, availability, available } = given();
  systemState.online = false;
  availability.poll();
  clock.advance(3_600 * second);
  expect(availability.blocker()).toEqual({ kind: 'offline', since: 1_000 * second });
  systemState.online = true;
  clock.advance(3 * second);
  expect(available()).toBe(0);
  clock.advance(2 * second);
  expect(available()).toBe(1);
  expect(availability.blocker()).toBeNull();
});

test('an unstable network does not count as one (R8)', () => {
  const { clock, systemState, availability, available } = given();
  systemState.online = false;
  availability.poll();
  for (let toggle = 0; toggle < 100; toggle += 1) {
    clock.advance(1_500);
    systemState.online = !systemState.online;
  }
  expect(available()).toBe(0);
});

test('nothing is polled while nothing waits', () => {
  const { clock, systemState, availability } = given();
  availability.poll();
  expect(clock.untilNext()).toBeNull();
  systemState.online = false;
  availability.poll();
  availability.stop();
  expect(clock.untilNext()).toBeNull();
});
