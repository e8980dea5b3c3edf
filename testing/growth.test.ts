import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { growthOf, openHandles, usedHeap } from './growth.js';

test('measures memory that is held and a handle that is open', () => {
  const before = { heap: usedHeap(), handles: openHandles() };
  const held = Array.from({ length: 100_000 }, (_, index) => ({ index }));
  const server = createServer().listen(0);
  expect(usedHeap() - before.heap).toBeGreaterThan(held.length * 10);
  expect(openHandles().length).toBe(before.handles.length + 1);
  server.close();
});

test('growth is what every step adds, not noise or memory allocated once', () => {
  expect(growthOf([100, 101, 102, 103])).toBeCloseTo(1 / 101.5);
  expect(growthOf([100, 104, 104, 100])).toBe(0);
  expect(growthOf([103, 102, 101])).toBeLessThan(0);
  expect(growthOf([100, 112, 112, 111, 112, 111])).toBeLessThan(0.005);
});
