import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { readAhead } from './read-ahead.js';

/** Records reads and the closing. */
async function* numbers(noted: string[], failAt = Infinity) {
  try {
    for (let number = 1; number <= 3; number += 1) {
      await setImmediate();
      if (number === failAt) throw new Error(`disk failed at ${number}`);
      noted.push(`read ${number}`);
      yield number;
    }
  } finally {
    noted.push('closed');
  }
}

describe('reading ahead', () => {
  test('fails at the failed item, after the ones before it', async () => {
    const seen: number[] = [];
    const looking = (async () => {
      for await (const number of readAhead(numbers([], 3))) {
        seen.push(number);
        await setImmediate();
        await setImmediate();
      }
    })();
    await expect(looking).rejects.toThrow('disk failed at 3');
    expect(seen).toEqual([1, 2]);
  });

  test('closes the source when the consumer stops', async () => {
    const noted: string[] = [];
    for await (const number of readAhead(numbers(noted))) if (number === 1) break;
    expect(noted).toEqual(['read 1', 'read 2', 'closed']);
  });

  test('yields each item once, in order', async () => {
    const seen: number[] = [];
    for await (const number of readAhead(numbers([]))) seen.push(number);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('reads the next item while one is processed', async () => {
    const noted: string[] = [];
    for await (const number of readAhead(numbers(noted))) {
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
      noted.push(`looked at ${number}`);
    }
    expect(noted.slice(0, 4)).toEqual(['read 1', 'read 2', 'looked at 1', 'read 3']);
  });
});
