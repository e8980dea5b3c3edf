import { expect, test } from 'vitest';

import { createTestClock } from '../../../testing/test-world.js';
import { createClockCheck } from './clock-check.js';

const minute = 60_000;
const hour = 60 * minute;

function given() {
  const clock = createTestClock(1_000 * hour);
  const reported: (number | null)[] = [];
  const check = createClockCheck(clock, () => reported.push(check.view().clock?.aheadByMs ?? null));
  return { clock, check, reported };
}

test('a few minutes are tolerated (H68)', () => {
  const { clock, check, reported } = given();
  check.observe('one.example', clock.now() + 4 * minute);
  check.observe('two.example', clock.now() - 4 * minute);
  expect(check.view()).toEqual({ clock: null });
  expect(reported).toEqual([]);
});

test('one server with a wrong clock does not count once another one is right (H68)', () => {
  const { clock, check, reported } = given();
  check.observe('right.example', clock.now());
  check.observe('wrong.example', clock.now() - 2 * hour);
  expect(check.view()).toEqual({ clock: null });
  expect(reported).toEqual([]);
});

test('servers that disagree on the direction do not count (H68)', () => {
  const { clock, check } = given();
  check.observe('early.example', clock.now() - 2 * hour);
  check.observe('late.example', clock.now() + 2 * hour);
  expect(check.view()).toEqual({ clock: null });
});

test.each([2 * hour, -2 * hour])(
  'a clock that is off by %d ms is reported, by the least that all servers agree on (H68)',
  (off) => {
    const { clock, check, reported } = given();
    check.observe('one.example', clock.now() - off);
    check.observe('two.example', clock.now() - off * 1.1);
    expect(check.view()).toEqual({
      clock: { aheadByMs: off, reportedBy: ['one.example', 'two.example'] },
    });
    expect(reported).toEqual([off, off]);
  },
);

test('the same difference is not reported again (H68)', () => {
  const { clock, check, reported } = given();
  check.observe('one.example', clock.now() - 2 * hour);
  clock.advance(minute);
  check.observe('one.example', clock.now() - 2 * hour - 1_000);
  expect(reported).toEqual([2 * hour]);
});

test('once the clock is set, earlier responses no longer count (H68)', () => {
  const { clock, check, reported } = given();
  check.observe('one.example', clock.now() - 2 * hour);
  clock.sleep(-2 * hour);
  clock.advance(10_000);
  expect(reported).toEqual([2 * hour, null]);
  check.observe('one.example', clock.now());
  expect(check.view()).toEqual({ clock: null });
});
