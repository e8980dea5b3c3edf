import { expect, test } from 'vitest';

import { markOf } from './service-marks.js';

test.each(['', 'example', 'constructor', '__proto__', 'toString', 'google-icon'])(
  'the service “%s” has no mark',
  (id) => {
    expect(markOf(id)).toBeNull();
  },
);

test('a shipped service has its mark in full colour', () => {
  const mark = markOf('google');
  expect(mark?.viewBox).toBe('0 0 256 262');
  expect(mark?.paths.map(({ fill }) => fill)).toEqual(['#4285f4', '#34a853', '#fbbc05', '#eb4335']);
});

test('services of one owner share a mark', () => {
  expect(markOf('microsoft-work')).toBe(markOf('microsoft'));
  expect(markOf('microsoft-work')).not.toBeNull();
  expect(markOf('mcp-notion')).toBe(markOf('notion'));
  expect(markOf('okta-custom')).toBe(markOf('okta'));
});
