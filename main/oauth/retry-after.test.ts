import { expect, test } from 'vitest';

import { retryAfterOf } from './retry-after.js';

const now = Date.UTC(2026, 0, 5, 9, 0, 0);
const asked = (value: string | null) =>
  retryAfterOf({ headers: new Headers(value === null ? {} : { 'retry-after': value }) }, now);

test.each([
  ['nothing', null],
  ['an empty value', ''],
  ['white space', '  '],
  ['a negative number', '-5'],
  ['a fraction', '1.5'],
  ['words', 'soon'],
  ['a date that is not an HTTP date', '2026-01-05T09:00:30Z'],
  ['a date without a time', 'Mon, 05 Jan 2026'],
  ['a date after other text', 'x Mon, 05 Jan 2026 09:00:30 GMT'],
  ['an impossible date', 'Mon, 99 Xxx 2026 09:00:30 GMT'],
])('%s is ignored (H58)', (_, value) => {
  expect(asked(value)).toBeNull();
});

test.each([
  ['30', 30_000],
  [' 30 ', 30_000],
  ['0', 1_000],
  ['86400', 86_400_000],
  ['99999999999', 86_400_000],
  ['Mon, 05 Jan 2026 09:00:30 GMT', 30_000],
  ['Monday, 05-Jan-26 09:00:30 GMT', 30_000],
  ['Mon Jan  5 09:00:30 2026 GMT', 30_000],
  ['Mon, 05 Jan 2026 08:00:00 GMT', 1_000],
  ['Tue, 06 Jan 2026 21:00:00 GMT', 86_400_000],
])('%s means %i ms, clamped to between a second and a day (H58)', (value, ms) => {
  expect(asked(value)).toBe(ms);
});
