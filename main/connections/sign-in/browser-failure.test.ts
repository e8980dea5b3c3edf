import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Failure } from '../../../ipc/failure.js';
import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  storeWith,
} from '../../../testing/test-world.js';
import { failureOf } from '../failures.js';

interface Opening {
  readonly answer: (failure: Failure | null) => void;
  readonly failLater: (failure: Failure) => void;
}

/** A sign-in that waits for a browser; the test decides what became of each opening. */
async function waiting() {
  const clock = createTestClock();
  const openings: Opening[] = [];
  const world = createTestSignIn(
    {
      store: await storeWith(await openMemoryVault(clock)),
      clock,
      fetch: createScriptedServer(() => json({})).fetch,
    },
    {
      userAgent: {
        open: (_, failLater = () => undefined) =>
          new Promise((answer) => void openings.push({ answer, failLater })),
      },
    },
  );
  const id = world.signIn.start({ service: aService(), connection: null });
  await world.reached('waiting');
  const opening = async (number: number): Promise<Opening> => {
    for (;;) {
      const found = openings[number - 1];
      if (found) return found;
      await setImmediate();
    }
  };
  const trouble = () => {
    const phase = world.signIn.views()[0]?.phase;
    return phase?.kind === 'waiting' ? (phase.trouble?.code ?? null) : 'not waiting';
  };
  return { ...world, id, opening, trouble };
}

const notOpened = failureOf('browser_not_opened');

test('the window shows that no browser opened, until one opens (D11)', async () => {
  const { signIn, id, opening, trouble, until } = await waiting();
  const first = await opening(1);
  first.answer(notOpened);
  await until(() => (trouble() === 'browser_not_opened' ? true : null));
  const again = signIn.openAgain(id);
  (await opening(2)).answer(null);
  expect(await again).toBeNull();
  expect(trouble()).toBeNull();
});

test('a failure that comes later is shown too (D11)', async () => {
  const { opening, trouble, until } = await waiting();
  const { answer, failLater } = await opening(1);
  answer(null);
  await Promise.resolve();
  expect(trouble()).toBeNull();
  failLater(notOpened);
  await until(() => (trouble() === 'browser_not_opened' ? true : null));
});

test('one of an earlier opening does not count against the browser that is open now (D11)', async () => {
  const { signIn, id, opening, trouble } = await waiting();
  const first = await opening(1);
  first.answer(null);
  const again = signIn.openAgain(id);
  (await opening(2)).answer(null);
  await again;
  first.failLater(notOpened);
  expect(trouble()).toBeNull();
});

test('one after the sign-in was cancelled changes nothing (D11)', async () => {
  const { signIn, id, opening, trouble } = await waiting();
  const first = await opening(1);
  first.answer(null);
  await signIn.cancel(id);
  first.failLater(notOpened);
  expect(trouble()).toBe('not waiting');
});
