import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createTestClock } from '../../testing/test-world.js';
import { waitForKeyInLocalState } from './local-state.js';

let userData: string;
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'lanyard-local-state-'));
});
afterEach(() => rm(userData, { recursive: true }));

/** A test clock that counts its timers. */
function waitingClock() {
  const clock = createTestClock();
  let waits = 0;
  return {
    ...clock,
    waits: () => waits,
    after: (ms: number, run: () => void) => {
      const timer = clock.after(ms, run);
      waits++;
      return timer;
    },
  };
}

const state = (content: unknown) =>
  writeFile(
    join(userData, 'Local State'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );

const sealedKey = Buffer.from('DPAPI and more').toString('base64');

test.each<[string, unknown]>([
  ['does not exist', null],
  ['is truncated', '{"os_crypt":{"encry'],
  ['has no key yet', { browser: {} }],
  ['has an empty key', { os_crypt: { encrypted_key: '' } }],
])('waits five seconds for the key while the file %s', async (_, content) => {
  if (content !== null) await state(content);
  const clock = waitingClock();
  const failed = expect(waitForKeyInLocalState(userData, clock)).rejects.toThrow('not on the disk');
  for (let waits = 1; waits <= 50; waits++) {
    await vi.waitUntil(() => clock.waits() === waits);
    clock.advance(100);
  }
  await failed;
});

test('does not wait longer when the clock is set back', async () => {
  const clock = waitingClock();
  const failed = expect(waitForKeyInLocalState(userData, clock)).rejects.toThrow('not on the disk');
  await vi.waitUntil(() => clock.waits() === 1);
  clock.sleep(-3_600_000);
  for (let waits = 1; waits <= 50; waits++) {
    await vi.waitUntil(() => clock.waits() === waits);
    clock.advance(100);
  }
  await failed;
});

test('returns the key with its SHA-256 once it is on the disk', async () => {
  const clock = waitingClock();
  const key = waitForKeyInLocalState(userData, clock);
  await vi.waitUntil(() => clock.waits() === 1);
  await state({ os_crypt: { encrypted_key: sealedKey } });
  clock.advance(100);
  expect(await key).toEqual({
    sealedKey,
    sha256: createHash('sha256').update(sealedKey).digest('hex'),
  });
});
