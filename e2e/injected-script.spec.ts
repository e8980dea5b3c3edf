import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';

/** Runs as a script of the window's own origin would, after the page was activated as by a click. */
async function inject<T>(lanyard: Lanyard, script: string): Promise<T> {
  return (await lanyard.application.evaluate(
    ({ BrowserWindow }, code) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code, true),
    script,
  )) as T;
}

/** A server of the attacker, which notes whatever reaches it over TCP. */
async function listening(): Promise<{ server: Server; port: number; reached: string[] }> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.on('connection', () => reached.push('a connection'));
  return { server, port, reached };
}

test('no prefetch, preload, icon, download or frame reaches the network (N5)', async ({
  lanyard,
}) => {
  const page = await lanyard.start();
  await page.usable();
  const { server, port, reached } = await listening();
  const asked = await inject<string[]>(
    lanyard,
    `(async () => {
      const to = (path) => 'http://127.0.0.1:${port}/' + path;
      const settled = [];
      const link = (rel, more) => settled.push(new Promise((resolve) => {
        const element = Object.assign(document.createElement('link'), { rel, href: to(rel), ...more });
        element.onload = () => resolve(rel + ' loaded');
        element.onerror = () => resolve(rel + ' refused');
        document.head.append(element);
        if (/dns|preconnect|icon|prerender|manifest/.test(rel)) resolve(rel);
      }));
      for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'prerender', 'icon', 'manifest']) link(rel);
      for (const as of ['image', 'script', 'style', 'font', 'fetch']) link('preload', { as });
      link('modulepreload');
      link('stylesheet');
      for (const [name, value] of [['download', ''], ['ping', to('ping')], ['target', '_top']]) {
        const a = Object.assign(document.createElement('a'), { href: to('a'), [name]: value });
        document.body.append(a);
        a.click();
      }
      const frame = document.createElement('iframe');
      document.body.append(frame);
      settled.push(frame.contentWindow.fetch(to('from-a-frame')).then(() => 'loaded', () => 'refused'));
      navigator.sendBeacon(to('beacon'), 'x');
      settled.push(new Promise((resolve) => {
        const socket = new WebSocket(to('socket').replace('http', 'ws'));
        socket.onerror = () => resolve('refused');
        socket.onopen = () => resolve('loaded');
      }));
      return await Promise.all(settled);
    })()`,
  );
  expect(asked.filter((each) => each.includes('loaded'))).toEqual([]);
  // One that is not of the window comes through, so earlier ones would have arrived.
  await lanyard.application.evaluate(
    ({ net }, url) => net.fetch(url),
    `http://127.0.0.1:${port}/end`,
  );
  expect(reached).toEqual(['a connection', '/end']);
  server.close();
});

test('script has no WebRTC, also not in frames that it makes itself (N5)', async ({ lanyard }) => {
  const page = await lanyard.start();
  await page.usable();
  const found = () =>
    inject<string[]>(
      lanyard,
      `(() => {
        const outer = document.createElement('iframe');
        document.body.append(outer);
        const inner = outer.contentDocument.createElement('iframe');
        outer.contentDocument.body.append(inner);
        const named = Object.assign(document.createElement('iframe'), { src: 'about:blank' });
        document.body.append(named);
        const all = [window, outer.contentWindow, inner.contentWindow, window[1]];
        return all.map((each) => typeof each.RTCPeerConnection + typeof each.webkitRTCPeerConnection);
      })()`,
    );
  const none = Array(4).fill('undefinedundefined');
  expect(await found()).toEqual(none);
  await page.window.reload();
  await page.usable();
  expect(await found()).toEqual(none);
});

test('script opens no dialog: no message, no printing, no choice of files or colours (N5)', async ({
  lanyard,
  user,
}) => {
  const page = await lanyard.start();
  await page.usable();
  // Titles of what is to be seen. Chromium makes hidden windows of its own at any time.
  const windows = async () => {
    const ids = await user.runs('xdotool', 'search', '--onlyvisible', '--name', '.');
    const titles = ids
      .trim()
      .split('\n')
      .map((id) => user.runs('xdotool', 'getwindowname', id));
    return (await Promise.all(titles)).map((title) => title.trim()).toSorted();
  };
  const before = await windows();
  const answers = await inject(
    lanyard,
    `(() => {
      alert('x');
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const prints = [window, frame.contentWindow].flatMap((each) => [each.print, each.document.execCommand]);
      const pickers = [
        'showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker', 'EyeDropper',
      ];
      let prompted = null;
      try { prompted = prompt('x') } catch {}
      return {
        confirmed: confirm('x'),
        prompted,
        prints: prints.filter(Boolean).length,
        pickers: pickers.filter((name) => name in window),
      };
    })()`,
  );
  expect(answers).toEqual({ confirmed: false, prompted: null, prints: 0, pickers: [] });
  const chosen = await inject<string>(
    lanyard,
    `(async () => {
      const add = (tag, more, into) => {
        const element = Object.assign(document.createElement(tag), more);
        into?.append(element);
        return element;
      };
      const frame = add('iframe', {}, document.body);
      const input = add('input', { type: 'file', id: 'file' }, document.body);
      const label = add('label', {}, document.body);
      const nested = add('input', { type: 'file' }, label);
      const inFrame = frame.contentDocument.createElement('input');
      inFrame.type = 'file';
      const hidden = add('div', {}, document.body).attachShadow({ mode: 'closed' });
      for (const each of [
        input, add('input', { type: 'file' }), add('label', { htmlFor: 'file' }, document.body),
        label, add('span', {}, label), nested, inFrame, add('input', { type: 'file' }, hidden),
      ]) {
        each.click();
        each.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        frame.contentWindow.HTMLElement.prototype.click.call(each);
        try { each.showPicker?.() } catch {}
      }
      // Still there to be used: nothing has used the activation of the page.
      return navigator.userActivation.isActive;
    })()`,
  );
  expect(chosen).toBe(true);
  expect(await windows()).toEqual(before);
});

for (const [what, listener] of [
  ['asks to stay', '(event) => { event.preventDefault(); event.returnValue = "stay"; }'],
  ['never answers', '() => { for (;;); }'],
] as const) {
  test(`a page that ${what} when it is closed does not keep Lanyard from quitting (N5)`, async ({
    lanyard,
  }) => {
    const page = await lanyard.start();
    await page.usable();
    await inject(
      lanyard,
      `for (const type of ['beforeunload', 'pagehide', 'unload']) addEventListener(type, ${listener}); 0`,
    );
    await lanyard.quit();
    expect(await lanyard.processes()).toEqual([]);
  });
}

test('script opens no browser without a click, and one per click (N5)', async ({
  lanyard,
  server,
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const openedBefore = systemBrowser.opened.length;
  const openPage = `
    Promise.all(Array.from({ length: 5 }, () => api.openAccountPage({ serviceId: ${JSON.stringify(server.id)} })))
      .then((replies) => replies.map(({ ok, failure }) => ok || failure.code))`;
  // A debugger, like a test, can activate the page; the person did nothing.
  expect(await inject<unknown[]>(lanyard, openPage)).toEqual(Array(5).fill('gesture_missing'));
  await page.window.mouse.click(5, 5);
  const replies = await inject<unknown[]>(lanyard, openPage);
  expect(replies.filter((each) => each === true)).toHaveLength(1);
  await systemBrowser.nextPage();
  expect(systemBrowser.opened).toHaveLength(openedBefore + 1);
});
