import { expect, test } from 'vitest';

import { createTimeZone } from './time-zone.js';

test.each([
  ['<-0330>+03:30', '08:30 GMT-3:30'],
  ['<+0007>-0:07', '12:07 GMT+0:07'],
  ['AAA-5:45', '17:45 GMT+5:45'],
])('TZ=%s, which no named zone has, shows its offset (D7)', (value, shown) => {
  const at = Date.UTC(2026, 0, 1, 12);
  const zone = createTimeZone('linux', { TZ: value }, () => at)();
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  expect(time.format(at)).toBe(shown);
});
