import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createTestClock } from '../../testing/test-world.js';
import { keyInLocalState } from './local-state.js';

let userData: string;
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'lanyard-local-state-'));
});
afterEach(() => rm(userData, { recursive: true }));

/** A clock that reports each time it is asked to wait. */
function waitingClock() {
  const clock = createTestClock();
  const asked = new EventEmitter();
  return {
    ...clock,
    /** Call it before whatever makes the clock wait. */
    nextWait: () => once(asked, 'wait'),
    after: (ms: number, run: () => void) => {
      const timer = clock.after(ms, run);
      asked.emit('wait');
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
  ['is not there', null],
  ['is cut', '{"os_crypt":{"encry'],
  ['has no key yet', { browser: {} }],
  ['has an empty key', { os_crypt: { encrypted_key: '' } }],
])('the key is waited for while the file %s, for five seconds', async (_, content) => {
  if (content !== null) await state(content);
  const clock = waitingClock();
  const begun = clock.nextWait();
  const failed = expect(keyInLocalState(userData, clock)).rejects.toThrow('not on the disk');
  await passFiveSeconds(clock, begun);
  await failed;
});

test('a clock that is set back meanwhile makes nobody wait longer', async () => {
  const clock = waitingClock();
  const begun = clock.nextWait();
  const failed = expect(keyInLocalState(userData, clock)).rejects.toThrow('not on the disk');
  await begun;
  clock.sleep(-3_600_000);
  await passFiveSeconds(clock, begun);
  await failed;
});

test('as soon as it is on the disk it is kept with its SHA-256', async () => {
  const clock = waitingClock();
  const begun = clock.nextWait();
  const key = keyInLocalState(userData, clock);
  await begun;
  await state({ os_crypt: { encrypted_key: sealedKey } });
  clock.advance(100);
  expect(await key).toEqual({
    sealedKey,
    sha256: createHash('sha256').update(sealedKey).digest('hex'),
  });
});
