import { expect, test } from 'vitest';

import { createRequestLimiter } from './request-limiter.js';

/** Tasks that the test ends, and how many of them run. */
function givenTasks(most: number, mostInGroup: number, groups: readonly string[]) {
  const requestLimiter = createRequestLimiter(most, mostInGroup);
  const running: { readonly group: string; readonly end: () => void }[] = [];
  let longest = 0;
  const all = groups.map((group) =>
    requestLimiter.run(group, async () => {
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
  const requestLimiter = createRequestLimiter(1, 1);
  const failed = requestLimiter.run('a', () => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  expect(await requestLimiter.run('a', () => Promise.resolve('next'))).toBe('next');
});
