import { EventEmitter } from 'node:events';

import type { WebContents } from 'electron';
import { expect, test } from 'vitest';

import { createUserGestures } from './user-gestures.js';

function watchedWindow({ usesAssistiveTechnology = false } = {}) {
  let time = 10_000;
  const page = { isActivated: false, worlds: [] as number[] };
  const contents = Object.assign(new EventEmitter(), {
    executeJavaScriptInIsolatedWorld(world: number) {
      page.worlds.push(world);
      return Promise.resolve(page.isActivated);
    },
  }) as unknown as WebContents;
  const gestures = createUserGestures({
    now: () => time,
    usesAssistiveTechnology: () => usesAssistiveTechnology,
  });
  gestures.watch(contents);
  return {
    page,
    take: () => gestures.take(contents),
    giveBack: () => gestures.giveBack(),
    wait: (ms: number) => (time += ms),
    input: (type: string, ...modifiers: string[]) =>
      contents.emit('input-event', {}, { type, modifiers }),
  };
}

test.each(['mouseMove', 'mouseEnter', 'mouseWheel', 'mouseUp', 'keyUp', 'char', 'touchMove'])(
  'nothing is proved by %s (N5)',
  async (type) => {
    const { input, take } = watchedWindow();
    expect(await take()).toBe(false);
    input(type);
    expect(await take()).toBe(false);
  },
);

test('an activated page proves nothing where no assistive technology is used (N5)', async () => {
  const { page, take } = watchedWindow();
  page.isActivated = true;
  expect(await take()).toBe(false);
  expect(page.worlds).toEqual([]);
});

test.each(['mouseDown', 'rawKeyDown', 'keyDown', 'touchStart', 'gestureTap'])(
  '%s lets one request through, for five seconds (N5)',
  async (type) => {
    const { input, take, wait } = watchedWindow();
    input(type);
    wait(5_000);
    expect(await take()).toBe(true);
    expect(await take()).toBe(false);
    input(type);
    wait(5_001);
    expect(await take()).toBe(false);
  },
);

test('the time counts from letting go, which opens nothing a second time (N5)', async () => {
  const { input, take, wait } = watchedWindow();
  input('mouseDown');
  wait(60_000);
  input('mouseUp');
  expect(await take()).toBe(true);
  input('mouseUp');
  expect(await take()).toBe(false);
});

test.each(['isAutoRepeat', 'isautorepeat'])(
  'a key held down is one gesture: %s (N5)',
  async (m) => {
    const { input, take } = watchedWindow();
    input('rawKeyDown');
    expect(await take()).toBe(true);
    input('rawKeyDown', m);
    expect(await take()).toBe(false);
  },
);

test('what a gesture began may go on with one more request (N5)', async () => {
  const { input, take, giveBack, wait } = watchedWindow();
  input('mouseDown');
  expect(await take()).toBe(true);
  wait(30_000);
  giveBack();
  expect(await take()).toBe(true);
  expect(await take()).toBe(false);
});

test('assistive technology presses a button without input, once per activation (N5)', async () => {
  const { page, take, wait } = watchedWindow({ usesAssistiveTechnology: true });
  expect(await take()).toBe(false);
  page.isActivated = true;
  expect(await take()).toBe(true);
  // The page stays activated for five seconds.
  wait(5_000);
  expect(await take()).toBe(false);
  wait(1);
  expect(await take()).toBe(true);
  // Worlds of the page and the preload script: their scripts could answer in place of Chromium.
  expect(page.worlds).not.toContain(0);
  expect(page.worlds).not.toContain(999);
});

test('two requests at once get one opening between them, also by assistive technology (N5)', async () => {
  const { page, take } = watchedWindow({ usesAssistiveTechnology: true });
  page.isActivated = true;
  expect((await Promise.all([take(), take(), take()])).filter(Boolean)).toHaveLength(1);
});
