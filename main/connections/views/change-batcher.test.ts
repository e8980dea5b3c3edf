import { expect, test } from 'vitest';

import { createTestClock } from '../../../testing/test-world.js';
import type { StoreChange } from '../connection-store.js';
import { createChangeBatcher } from './change-batcher.js';

function start() {
  const clock = createTestClock();
  const sent: StoreChange[] = [];
  return { clock, sent, changes: createChangeBatcher(clock, (change) => sent.push(change)) };
}
const of = (...connectionIds: string[]): StoreChange => ({ kind: 'some', connectionIds });

test('a single change is sent at once', () => {
  const { sent, changes } = start();
  changes.add(of('a'));
  expect(sent).toEqual([of('a')]);
});

test('changes that follow are sent together, each connection once', () => {
  const { clock, sent, changes } = start();
  for (const id of ['a', 'b', 'c', 'b', 'b', 'c']) changes.add(of(id));
  expect(sent).toEqual([of('a')]);
  clock.advance(50);
  expect(sent).toEqual([of('a'), of('b', 'c')]);
});

test('ten thousand changes in a second make about twenty messages', () => {
  const { clock, sent, changes } = start();
  for (let index = 0; index < 10_000; index += 1) {
    changes.add(of(String(index % 700)));
    if (index % 10 === 0) clock.advance(1);
  }
  clock.advance(50);
  expect(sent.length).toBeLessThanOrEqual(22);
});

test('a change of everything replaces the others in the batch', () => {
  const { clock, sent, changes } = start();
  for (const change of [of('a'), of('b'), { kind: 'all' } as const, of('c')]) changes.add(change);
  clock.advance(50);
  expect(sent).toEqual([of('a'), { kind: 'all' }]);
});

test('a batch can be flushed early and is not sent again', () => {
  const { clock, sent, changes } = start();
  changes.add(of('a'));
  changes.add(of('b'));
  changes.flush();
  changes.flush();
  clock.advance(1_000);
  expect(sent).toEqual([of('a'), of('b')]);
});

test('nothing is sent after the end', () => {
  const { clock, sent, changes } = start();
  changes.add(of('a'));
  changes.add(of('b'));
  changes.stop();
  changes.add(of('c'));
  clock.advance(1_000);
  expect(sent).toEqual([of('a')]);
});

test('after a pause a change is sent at once again', () => {
  const { clock, sent, changes } = start();
  changes.add(of('a'));
  clock.advance(50);
  changes.add(of('b'));
  expect(sent).toEqual([of('a'), of('b')]);
});
