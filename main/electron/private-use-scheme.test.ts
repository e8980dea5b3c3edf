import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addressAmong } from './private-use-scheme.js';

const link = 'app.lanyard.desktop:/callback/practice?code=1&state=2';

test('R14 two links at once are nobody’s answer', () => {
  expect(addressAmong(['lanyard', link, link])).toBeNull();
});

test('R14 a switch that only carries our scheme is not a link', () => {
  expect(addressAmong(['lanyard', `--user-data-dir=${link}`])).toBeNull();
});

test('arguments without a link hold none', () => {
  expect(addressAmong([])).toBeNull();
  expect(addressAmong(['lanyard', '/project', 'https://app.lanyard.desktop:/callback'])).toBeNull();
});

test('R14 the link is found wherever Chromium’s own switches push it', () => {
  const others = fc.array(fc.string().filter((each) => !/^app\.lanyard\.desktop:/i.test(each)));
  fc.assert(
    fc.property(others, others, (before, after) => {
      expect(addressAmong([...before, link, ...after])).toBe(link);
    }),
  );
});
