import { expect, test } from 'vitest';

import { createTestClock, createTestSurroundings } from '../../../testing/test-world.js';
import { createGoodTime } from './availability.js';

const second = 1_000;

function given() {
  const clock = createTestClock(1_000 * second);
  const surroundings = createTestSurroundings();
  const goodTime = createGoodTime(clock, surroundings);
  let good = 0;
  goodTime.onGood(() => (good += 1));
  return { clock, surroundings, goodTime, good: () => good };
}

test('R7 nothing is begun while the computer falls asleep, nor for five seconds after it has woken', () => {
  const { clock, surroundings, goodTime, good } = given();
  surroundings.happen('suspending');
  expect(goodTime.hindrance()).toEqual({ kind: 'asleep' });
  clock.sleep(8 * 3_600 * second);
  surroundings.happen('resumed');
  clock.advance(4_999);
  expect(goodTime.hindrance()).toEqual({ kind: 'asleep' });
  expect(good()).toBe(0);
  clock.advance(1);
  expect(goodTime.hindrance()).toBeNull();
  expect(good()).toBe(1);
});

test('a computer that says it falls asleep and does not is awake again after a minute', () => {
  const { clock, surroundings, goodTime, good } = given();
  surroundings.happen('suspending');
  clock.advance(60 * second);
  expect(goodTime.hindrance()).toBeNull();
  expect(good()).toBe(1);
});

test('where nobody tells of sleep, unlocking the screen is what is heard of it', () => {
  const { surroundings, good } = given();
  surroundings.happen('unlocked');
  expect(good()).toBe(1);
});

test('R8 without a network since when is known, and it is good again once a network has stayed', () => {
  const { clock, surroundings, goodTime, good } = given();
  surroundings.online = false;
  goodTime.watch();
  clock.advance(3_600 * second);
  expect(goodTime.hindrance()).toEqual({ kind: 'offline', since: 1_000 * second });
  surroundings.online = true;
  clock.advance(3 * second);
  expect(good()).toBe(0);
  clock.advance(2 * second);
  expect(good()).toBe(1);
  expect(goodTime.hindrance()).toBeNull();
});

test('R8 a network that comes and goes is not believed', () => {
  const { clock, surroundings, goodTime, good } = given();
  surroundings.online = false;
  goodTime.watch();
  for (let toggle = 0; toggle < 100; toggle += 1) {
    clock.advance(1_500);
    surroundings.online = !surroundings.online;
  }
  expect(good()).toBe(0);
});

test('nothing is looked at while nothing waits', () => {
  const { clock, surroundings, goodTime } = given();
  goodTime.watch();
  expect(clock.untilNext()).toBeNull();
  surroundings.online = false;
  goodTime.watch();
  goodTime.stop();
  expect(clock.untilNext()).toBeNull();
});
