import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createTestClock } from '../../testing/test-world.js';
import { waitForKeyInLocalState } from './local-state.js';

let userData: string;
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'lanyard-local-state-'));
});
afterEach(() => rm(userData, { recursive: true }));

/** A test clock that emits an event for each timer. */
function waitingClock() {
  const clock = createTestClock();
  const timers = new EventEmitter();
  return {
    ...clock,
    /** Call it before whatever makes the clock wait. */
    nextWait: () => once(timers, 'wait'),
    after: (ms: number, run: () => void) => {
      const timer = clock.after(ms, run);
      timers.emit('wait');
      return timer;
    },
  };
}

/** Lets fifty waits of 100 ms pass; the first of them is `begun`. */
async function passFiveSeconds(clock: ReturnType<typeof waitingClock>, begun: Promise<unknown>) {
  let waits = begun;
  for (let passed = 1; passed <= 50; passed++) {
    await waits;
    waits = clock.nextWait();
    clock.advance(100);
  }
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
  const begun = clock.nextWait();
  const failed = expect(waitForKeyInLocalState(userData, clock)).rejects.toThrow('not on the disk');
  await passFiveSeconds(clock, begun);
  await failed;
});

test('does not wait longer when the clock is set back', async () => {
  const clock = waitingClock();
  const begun = clock.nextWait();
  const failed = expect(waitForKeyInLocalState(userData, clock)).rejects.toThrow('not on the disk');
  await begun;
  clock.sleep(-3_600_000);
  await passFiveSeconds(clock, begun);
  await failed;
});

test('returns the key with its SHA-256 once it is on the disk', async () => {
  const clock = waitingClock();
  const begun = clock.nextWait();
  const key = waitForKeyInLocalState(userData, clock);
  await begun;
  await state({ os_crypt: { encrypted_key: sealedKey } });
  clock.advance(100);
  expect(await key).toEqual({
    sealedKey,
    sha256: createHash('sha256').update(sealedKey).digest('hex'),
  });
});
