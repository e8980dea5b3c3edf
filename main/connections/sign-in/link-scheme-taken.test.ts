import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  storeWith,
} from '../../../testing/test-world.js';
import type { SignInMethod } from './redirect.js';

/** A sign-in that waits for a browser, on a computer where another program can take the scheme. */
async function waiting(method: SignInMethod = 'app_link') {
  const clock = createTestClock();
  const system = { isOurs: true, asked: 0 };
  const world = createTestSignIn(
    {
      store: await storeWith(await openMemoryVault(clock)),
      clock,
      fetch: createScriptedServer(() => json({})).fetch,
    },
    {
      linkScheme: {
        isOurs() {
          system.asked += 1;
          return Promise.resolve(system.isOurs);
        },
      },
    },
  );
  const service = aService({ signInMethod: method });
  const id = world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  await world.until(() => (world.opened.length > 0 ? true : null));
  await settled();
  const trouble = () => {
    const phase = world.signIn.views()[0]?.phase;
    return phase?.kind === 'waiting' ? (phase.trouble?.code ?? null) : 'not waiting';
  };
  const passes = async (ms: number) => {
    clock.advance(ms);
    await settled();
  };
  return { ...world, id, system, clock, trouble, passes };
}

/** Everything that needs no time has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await setImmediate();
}

test('a scheme taken while the sign-in waits is shown within 5 seconds, and no longer once it is ours (N11)', async () => {
  const { system, trouble, passes } = await waiting();
  await passes(30_000);
  expect(trouble()).toBeNull();
  system.isOurs = false;
  await passes(5_000);
  expect(trouble()).toBe('link_scheme_taken');
  system.isOurs = true;
  await passes(5_000);
  expect(trouble()).toBeNull();
});

test('one that is taken already is shown when the browser opens (N11)', async () => {
  const { system, signIn, id, trouble } = await waiting();
  system.isOurs = false;
  expect(await signIn.openAgain(id)).toBeNull();
  await settled();
  expect(trouble()).toBe('link_scheme_taken');
});

test('the window hears of it once, not with every question (N11)', async () => {
  let changes = 0;
  const { system, until, passes } = await waiting();
  system.isOurs = false;
  await passes(5_000);
  void until(() => {
    changes += 1;
    return null;
  });
  const before = changes;
  await passes(60_000);
  expect(changes).toBe(before);
});

test('the other ways back go on: a pasted address is taken, and nothing is asked after it (N11)', async () => {
  const { system, signIn, id, opened, passes, reached } = await waiting();
  system.isOurs = false;
  await passes(5_000);
  const state = new URL(opened[0] ?? '').searchParams.get('state') ?? '';
  const address = `app.lanyard.desktop:/callback/service?error=access_denied&state=${state}`;
  expect(signIn.paste(id, address)).toBeNull();
  await reached('failed');
  const { asked } = system;
  await passes(60_000);
  expect(system.asked).toBe(asked);
});

test('nothing is asked after the sign-in was cancelled, has expired or the app stops (N11)', async () => {
  const ends = [
    ({ signIn, id }: Awaited<ReturnType<typeof waiting>>) => signIn.cancel(id),
    ({ passes }: Awaited<ReturnType<typeof waiting>>) => passes(11 * 60_000),
    ({ signIn }: Awaited<ReturnType<typeof waiting>>) => {
      signIn.stop();
      return Promise.resolve();
    },
  ];
  for (const end of ends) {
    const world = await waiting();
    await end(world);
    const { asked } = world.system;
    await world.passes(60_000);
    expect(world.system.asked).toBe(asked);
  }
});

test('a sign-in that comes back by a local address does not depend on it (N11)', async () => {
  const { system, signIn, trouble, passes } = await waiting('local_address');
  system.isOurs = false;
  await passes(60_000);
  expect([trouble(), system.asked]).toEqual([null, 0]);
  signIn.stop();
});
