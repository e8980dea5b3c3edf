import { expect, test } from 'vitest';

import { createTestClock, createTestSystemState } from '../../../testing/test-world.js';
import { createAvailability } from './availability.js';

const second = 1_000;

function given() {
  const clock = createTestClock(1_000 * second);
  const systemState = createTestSystemState();
  const availability = createAvailability(clock, systemState);
  let good = 0;
  availability.onAvailable(() => (good += 1));
  return { clock, systemState, availability, good: () => good };
}

test('R7 nothing is begun while the computer falls asleep, nor for five seconds after it has woken', () => {
  const { clock, systemState, availability, good } = given();
  systemState.happen('suspending');
  expect(availability.blocker()).toEqual({ kind: 'asleep' });
  clock.sleep(8 * 3_600 * second);
  systemState.happen('resumed');
  clock.advance(4_999);
  expect(availability.blocker()).toEqual({ kind: 'asleep' });
  expect(good()).toBe(0);
  clock.advance(1);
  expect(availability.blocker()).toBeNull();
  expect(good()).toBe(1);
});

test('a computer that says it falls asleep and does not is awake again after a minute', () => {
  const { clock, systemState, availability, good } = given();
  systemState.happen('suspending');
  clock.advance(60 * second);
  expect(availability.blocker()).toBeNull();
  expect(good()).toBe(1);
});

test('where nobody tells of sleep, unlocking the screen is what is heard of it', () => {
  const { systemState, good } = given();
  systemState.happen('unlocked');
  expect(good()).toBe(1);
});

test('R8 without a network since when is known, and it is good again once a network has stayed', () => {
  const { clock, systemState, availability, good } = given();
  systemState.online = false;
  availability.poll();
  clock.advance(3_600 * second);
  expect(availability.blocker()).toEqual({ kind: 'offline', since: 1_000 * second });
  systemState.online = true;
  clock.advance(3 * second);
  expect(good()).toBe(0);
  clock.advance(2 * second);
  expect(good()).toBe(1);
  expect(availability.blocker()).toBeNull();
});

test('R8 a network that comes and goes is not believed', () => {
  const { clock, systemState, availability, good } = given();
  systemState.online = false;
  availability.poll();
  for (let toggle = 0; toggle < 100; toggle += 1) {
    clock.advance(1_500);
    systemState.online = !systemState.online;
  }
  expect(good()).toBe(0);
});

test('nothing is looked at while nothing waits', () => {
  const { clock, systemState, availability } = given();
  availability.poll();
  expect(clock.untilNext()).toBeNull();
  systemState.online = false;
  availability.poll();
  availability.stop();
  expect(clock.untilNext()).toBeNull();
});
