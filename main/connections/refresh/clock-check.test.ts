import { expect, test } from 'vitest';

import { createTestClock } from '../../../testing/test-world.js';
import { createClockCheck } from './clock-check.js';

const minute = 60_000;
const hour = 60 * minute;

function given() {
  const clock = createTestClock(1_000 * hour);
  const told: (number | null)[] = [];
  const check = createClockCheck(clock, () => told.push(check.view().clock?.aheadByMs ?? null));
  return { clock, check, told };
}

test('H68 a few minutes are nobody’s trouble', () => {
  const { clock, check, told } = given();
  check.heard('one.example', clock.now() + 4 * minute);
  check.heard('two.example', clock.now() - 4 * minute);
  expect(check.view()).toEqual({ clock: null });
  expect(told).toEqual([]);
});

test('H68 one server whose clock is wrong says nothing of ours, once another is right', () => {
  const { clock, check, told } = given();
  check.heard('right.example', clock.now());
  check.heard('wrong.example', clock.now() - 2 * hour);
  expect(check.view()).toEqual({ clock: null });
  expect(told).toEqual([]);
});

test('H68 servers that disagree in which direction say nothing', () => {
  const { clock, check } = given();
  check.heard('early.example', clock.now() - 2 * hour);
  check.heard('late.example', clock.now() + 2 * hour);
  expect(check.view()).toEqual({ clock: null });
});

test.each([2 * hour, -2 * hour])(
  'H68 a clock that is off by %d ms is told, by the least that all servers agree on',
  (off) => {
    const { clock, check, told } = given();
    check.heard('one.example', clock.now() - off);
    check.heard('two.example', clock.now() - off * 1.1);
    expect(check.view()).toEqual({
      clock: { aheadByMs: off, saidBy: ['one.example', 'two.example'] },
    });
    expect(told).toEqual([off, off]);
  },
);

test('H68 the same again is not told again', () => {
  const { clock, check, told } = given();
  check.heard('one.example', clock.now() - 2 * hour);
  clock.advance(minute);
  check.heard('one.example', clock.now() - 2 * hour - 1_000);
  expect(told).toEqual([2 * hour]);
});

test('H68 once the clock is set, what was said before no longer counts', () => {
  const { clock, check, told } = given();
  check.heard('one.example', clock.now() - 2 * hour);
  clock.sleep(-2 * hour);
  clock.advance(10_000);
  expect(told).toEqual([2 * hour, null]);
  check.heard('one.example', clock.now());
  expect(check.view()).toEqual({ clock: null });
});
