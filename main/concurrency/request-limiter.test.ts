import { describe, expect, test } from 'vitest';

import { createRequestLimiter } from './request-limiter.js';

/** Tasks that the test ends, and how many of them run. */
function givenTasks(most: number, mostInGroup: number, groups: readonly string[]) {
  const queue = createRequestLimiter(most, mostInGroup).createQueue();
  const running: { readonly group: string; readonly end: () => void }[] = [];
  let longest = 0;
  const all = groups.map((group) =>
    queue.run(group, async () => {
      await new Promise<void>((resolve) => {
        running.push({ group, end: resolve });
        longest = Math.max(longest, running.length);
      });
    }),
  );
  return {
    running,
    all,
    longest: () => longest,
    async endOne() {
      running.shift()?.end();
      await new Promise(setImmediate);
    },
  };
}

test('two of ten thousand run at a time at one server, and all in the end (H69)', async () => {
  const tasks = givenTasks(8, 2, Array<string>(10_000).fill('one'));
  expect(tasks.running).toHaveLength(2);
  for (let ended = 0; ended < 10_000; ended += 1) await tasks.endOne();
  await Promise.all(tasks.all);
  expect(tasks.longest()).toBe(2);
});

test('never more than eight run at once over many servers (H69)', async () => {
  const tasks = givenTasks(
    8,
    2,
    Array.from({ length: 100 }, (_, index) => `server-${index}`),
  );
  expect(tasks.running).toHaveLength(8);
  for (let ended = 0; ended < 100; ended += 1) await tasks.endOne();
  await Promise.all(tasks.all);
  expect(tasks.longest()).toBe(8);
});

test('a busy server does not delay another one', () => {
  const tasks = givenTasks(8, 2, ['busy', 'busy', 'busy', 'busy', 'idle']);
  expect(tasks.running.map(({ group }) => group)).toEqual(['busy', 'busy', 'idle']);
});

test('a task that fails still makes room, and its failure is reported', async () => {
  const queue = createRequestLimiter(1, 1).createQueue();
  const failed = queue.run('a', () => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  expect(await queue.run('a', () => Promise.resolve('next'))).toBe('next');
});

describe('two queues', () => {
  /** Tasks that the test ends in the order in which they began. */
  function givenQueues(max: number, maxPerGroup: number) {
    const limiter = createRequestLimiter(max, maxPerGroup);
    const queues = { long: limiter.createQueue(), short: limiter.createQueue() };
    const running: { readonly name: string; readonly end: () => void }[] = [];
    let most = 0;
    return {
      names: () => running.map(({ name }) => name),
      most: () => most,
      add: (queue: keyof typeof queues, group: string) =>
        void queues[queue].run(group, async () => {
          await new Promise<void>((end) => {
            running.push({ name: `${queue} ${group}`, end });
            most = Math.max(most, running.length);
          });
        }),
      endFirst: async () => {
        running.shift()?.end();
        await new Promise(setImmediate);
      },
    };
  }

  test('share the limits', () => {
    const { add, names } = givenQueues(3, 2);
    for (const queue of ['long', 'short'] as const) {
      for (const group of ['a', 'a', 'b', 'b']) add(queue, group);
    }
    expect(names()).toEqual(['long a', 'long a', 'long b']);
  });

  test('one task is the next to run, however many of the other queue wait', async () => {
    const { add, names, endFirst } = givenQueues(8, 2);
    for (let index = 0; index < 1_000; index += 1) add('long', `server-${String(index)}`);
    add('short', 'a server that comes last');
    await endFirst();
    expect(names().at(-1)).toBe('short a server that comes last');
  });

  test('one task is the next at its server too', async () => {
    const { add, names, endFirst } = givenQueues(8, 2);
    for (let index = 0; index < 1_000; index += 1) add('long', 'a');
    add('short', 'a');
    await endFirst();
    expect(names()).toEqual(['long a', 'short a']);
  });

  test('one task is the next at its server, however many of its queue run at another', async () => {
    const { add, names, endFirst } = givenQueues(8, 2);
    for (let index = 0; index < 100; index += 1) add('long', 'a');
    for (let index = 0; index < 100; index += 1) add('short', 'b');
    add('short', 'a');
    await endFirst();
    expect(names()).toEqual(['long a', 'short b', 'short b', 'short a']);
  });

  test('take turns where only one task may run', async () => {
    const { add, names, endFirst } = givenQueues(1, 1);
    for (let index = 0; index < 3; index += 1) add('long', 'a');
    add('short', 'b');
    await endFirst();
    expect(names()).toEqual(['short b']);
  });

  test('leave no room unused when only one of them has tasks', async () => {
    const { add, names, most, endFirst } = givenQueues(8, 2);
    for (let index = 0; index < 20; index += 1) add('long', `server-${String(index)}`);
    add('short', 'other');
    for (let ended = 0; ended < 13; ended += 1) await endFirst();
    expect(names()).toHaveLength(8);
    expect(most()).toBe(8);
  });
});

test('many tasks of a few servers do not hold up one of another server', async () => {
  const tasks = givenTasks(4, 2, [
    ...Array<string>(50).fill('a'),
    ...Array<string>(50).fill('b'),
    'c',
  ]);
  await tasks.endOne();
  await tasks.endOne();
  await tasks.endOne();
  expect(tasks.running.map(({ group }) => group)).toContain('c');
});
