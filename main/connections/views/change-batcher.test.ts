import { expect, test } from 'vitest';

import { createTestClock } from '../../../testing/test-world.js';
import type { StoreChange } from '../connection-store.js';
import { createChangeBatcher } from './change-batcher.js';

function start() {
  const clock = createTestClock();
  const told: StoreChange[] = [];
  return { clock, told, changes: createChangeBatcher(clock, (change) => told.push(change)) };
}
const of = (...connectionIds: string[]): StoreChange => ({ kind: 'some', connectionIds });

test('a single change is told at once', () => {
  const { told, changes } = start();
  changes.add(of('a'));
  expect(told).toEqual([of('a')]);
});

test('changes that follow are told together, each connection once', () => {
  const { clock, told, changes } = start();
  for (const id of ['a', 'b', 'c', 'b', 'b', 'c']) changes.add(of(id));
  expect(told).toEqual([of('a')]);
  clock.advance(50);
  expect(told).toEqual([of('a'), of('b', 'c')]);
});

test('ten thousand changes in a second are some twenty messages', () => {
  const { clock, told, changes } = start();
  for (let index = 0; index < 10_000; index += 1) {
    changes.add(of(String(index % 700)));
    if (index % 10 === 0) clock.advance(1);
  }
  clock.advance(50);
  expect(told.length).toBeLessThanOrEqual(22);
});

test('a change of everything takes the others up', () => {
  const { clock, told, changes } = start();
  for (const change of [of('a'), of('b'), { kind: 'all' } as const, of('c')]) changes.add(change);
  clock.advance(50);
  expect(told).toEqual([of('a'), { kind: 'all' }]);
});

test('what is gathered can be told before its time, and is not told again', () => {
  const { clock, told, changes } = start();
  changes.add(of('a'));
  changes.add(of('b'));
  changes.tellNow();
  changes.tellNow();
  clock.advance(1_000);
  expect(told).toEqual([of('a'), of('b')]);
});

test('once it is over nothing is told any more', () => {
  const { clock, told, changes } = start();
  changes.add(of('a'));
  changes.add(of('b'));
  changes.stop();
  changes.add(of('c'));
  clock.advance(1_000);
  expect(told).toEqual([of('a')]);
});

test('after a quiet moment a change is told at once again', () => {
  const { clock, told, changes } = start();
  changes.add(of('a'));
  clock.advance(50);
  changes.add(of('b'));
  expect(told).toEqual([of('a'), of('b')]);
});
