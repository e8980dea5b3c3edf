import { join } from 'node:path';

import { eventNames, requestNames } from '../ipc/contract.js';
import { expect, test } from './fixtures.js';

/** Method of `window.api` → event that it subscribes to. */
const events = Object.fromEntries(
  eventNames.map((name) => [`on${name.charAt(0).toUpperCase()}${name.slice(1)}`, name]),
);

test('the window gets a function per request and event, and nothing else: no object of Electron, no channel (E20)', async ({
  lanyard,
}) => {
  const { window } = await lanyard.start();
  const found = await window.evaluate(() => {
    const { api } = window as unknown as { api: Record<string, unknown> };
    const names = Reflect.ownKeys(api);
    const extras = names.flatMap((name) =>
      Reflect.ownKeys(api[String(name)] as object).filter(
        (key) => !['length', 'name', 'prototype', 'arguments', 'caller'].includes(String(key)),
      ),
    );
    return {
      names: names.map(String).toSorted(),
      kinds: [...new Set(names.map((name) => `${typeof name} → ${typeof api[String(name)]}`))],
      extras: extras.map(String),
      isPlain: Object.getPrototypeOf(api) === Object.prototype,
      // The constructor of a function from the preload script's world would lead into that world.
      areOurs: names.every((name) => api[String(name)] instanceof Function),
      exposed: Object.keys(globalThis).filter((name) => /electron|ipc|node|require/i.test(name)),
    };
  });
  expect(found).toEqual({
    names: [...requestNames, ...Object.keys(events)].toSorted(),
    kinds: ['string → function'],
    extras: [],
    isPlain: true,
    areOurs: true,
    exposed: [],
  });
});

test('listeners get only the data, never the event, and can unsubscribe (E20)', async ({
  lanyard,
  built,
}) => {
  await lanyard.start();
  const preload = join(built.folder, 'out', 'preload', 'preload.cjs');
  const heard = await lanyard.application.evaluate(
    async ({ BrowserWindow, session }, { events, preload }) => {
      // An empty page with the same preload script: these events would confuse the window.
      const empty = session.fromPartition('empty');
      const headers = { 'Content-Type': 'text/html' };
      empty.protocol.handle('app', () => new Response('<p>', { headers }));
      const { webContents } = new BrowserWindow({
        webPreferences: { session: empty, preload, sandbox: true, contextIsolation: true },
      });
      await webContents.loadURL('app://main/index.html');
      const names = JSON.stringify(Object.keys(events));
      await webContents.executeJavaScript(`
      globalThis.heard = {};
      globalThis.stops = ${names}.map((name) => api[name]((...given) => {
        (heard[name] ??= []).push(given.map((each) =>
          each instanceof Object ? JSON.stringify(each) : 'not of this world'));
      }));
      0`);
      const sendAll = (payload: object) => {
        for (const channel of Object.values(events)) webContents.send(channel, payload, 'a second');
      };
      sendAll({ is: 'data' });
      const kinds: unknown = await webContents.executeJavaScript(`
      const kinds = [...new Set(stops.map((stop) => typeof stop))];
      stops.forEach((stop) => stop());
      kinds`);
      sendAll({ is: 'too late' });
      return { kinds, heard: (await webContents.executeJavaScript('heard')) as unknown };
    },
    { events, preload },
  );
  expect(heard).toEqual({
    kinds: ['function'],
    heard: Object.fromEntries(Object.keys(events).map((name) => [name, [['{"is":"data"}']]])),
  });
});

test('requests are answered with plain data, and arguments that cannot be cloned do not cross (E20)', async ({
  lanyard,
}) => {
  const { window } = await lanyard.start();
  const answers = await window.evaluate(async () => {
    type Ask = (request: unknown) => Promise<unknown>;
    const { api } = window as unknown as { api: Record<string, Ask> };
    const ask = (request: unknown) =>
      Promise.resolve()
        .then(() => api['watchConnection']?.(request))
        .then(JSON.stringify, (error: unknown) =>
          error instanceof Error ? 'an error of this world' : 'something else',
        );
    return {
      plain: await ask({ connectionId: null }),
      function: await ask({ connectionId: () => 'x' }),
      symbol: await ask({ connectionId: Symbol('x') }),
      channel: await ask('unlockVault'),
    };
  });
  expect(answers).toEqual({
    plain: '{"ok":true,"value":null}',
    function: 'an error of this world',
    symbol: 'an error of this world',
    channel: expect.stringContaining('invalid_request'),
  });
});
