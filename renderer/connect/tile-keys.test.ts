import { expect, test } from 'vitest';

import { nextTile } from './tile-keys.js';

/** Three rows of tiles: two, three and one. */
const places = [
  { left: 0, top: 0 },
  { left: 100, top: 0 },
  { left: 0, top: 80 },
  { left: 100, top: 80 },
  { left: 200, top: 80 },
  { left: 0, top: 160 },
];

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 1, 2],
  ['ArrowRight', 5, null],
  ['ArrowLeft', 2, 1],
  ['ArrowLeft', 0, null],
  ['ArrowDown', 1, 3],
  ['ArrowDown', 4, 5],
  ['ArrowDown', 5, null],
  ['ArrowUp', 5, 2],
  ['ArrowUp', 4, 1],
  ['ArrowUp', 0, null],
  ['Home', 4, 0],
  ['End', 0, 5],
  ['a', 0, null],
] as const)('%s leads from tile %d to %s', (key, from, to) => {
  expect(nextTile(key, from, places, 'ltr')).toBe(to);
});

test('nothing is next to a tile that is gone', () => {
  expect(nextTile('ArrowDown', 6, places, 'ltr')).toBeNull();
});

test('where reading goes to the left, so does the next tile', () => {
  expect(nextTile('ArrowLeft', 0, places, 'rtl')).toBe(1);
  expect(nextTile('ArrowRight', 2, places, 'rtl')).toBe(1);
  expect(nextTile('ArrowRight', 0, places, 'rtl')).toBeNull();
});
