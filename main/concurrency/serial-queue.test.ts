import { expect, test } from 'vitest';

import { createSerialQueue } from './serial-queue.js';

test('a task that fails rejects to its caller, and the next one still runs', async () => {
  const enqueue = createSerialQueue();
  const failed = enqueue(() => Promise.reject(new Error('no room')));
  const next = enqueue(() => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('no room');
  expect(await next).toBe('done');
});

test('no task starts before the previous one has ended', async () => {
  const enqueue = createSerialQueue();
  const order: string[] = [];
  let end = (): void => undefined;
  const first = enqueue(async () => {
    order.push('first begins');
    await new Promise<void>((resolve) => (end = resolve));
    order.push('first ends');
  });
  const second = enqueue(() => Promise.resolve(order.push('second begins')));
  await Promise.resolve();
  end();
  await Promise.all([first, second]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins']);
});
