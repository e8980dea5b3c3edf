import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

/**
 * Everything a window can request, as the preload script has it written out. That file is reviewed line
 * by line; the built window has to offer the same names and no other (E3).
 */
async function surfaceInSource(): Promise<string[]> {
  const source = await readFile(join(import.meta.dirname, '../preload/preload.ts'), 'utf8');
  return [...source.matchAll(/^ {2}(\w+): (?:request|on)\('/gm)].flatMap(([, name]) => name ?? []);
}

test('the window has no Node, no Electron, and one frozen set of requests (E2, E3)', async ({
  lanyard,
}) => {
  const { window } = await lanyard.start();
  const seen = await window.evaluate(() => {
    const { api } = window as unknown as { api: object };
    return {
      node: ['require', 'process', 'Buffer', 'module', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
      names: Object.keys(api).sort(),
      frozen: Object.isFrozen(api),
      origin: location.origin,
    };
  });
  const names = (await surfaceInSource()).sort();
  expect(names).toContain('windowReady');
  expect(names).toContain('onVaultChanged');
  expect(seen).toEqual({ node: [], names, frozen: true, origin: 'app://main' });
});

test('the window has every security preference (E2, E3, E4, E6, E8–E11)', async ({ lanyard }) => {
  await lanyard.start();
  const preferences = await lanyard.application.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const inner = contents as unknown as { getLastWebPreferences: () => Record<string, unknown> };
      const found = inner.getLastWebPreferences();
      const names = [
        'contextIsolation',
        'sandbox',
        'webSecurity',
        'nodeIntegration',
        'nodeIntegrationInSubFrames',
        'webviewTag',
        'allowRunningInsecureContent',
        'experimentalFeatures',
        'enableBlinkFeatures',
      ];
      return Object.fromEntries(names.map((name) => [name, found[name]]));
    }),
  );
  expect(preferences).toEqual([
    {
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    },
  ]);
});

test('a whole sign-in loads only the window’s own files and violates no policy (E1, E7)', async ({
  lanyard,
  server,
  connectAs,
}) => {
  const page = await lanyard.start();
  const { window } = page;
  const asked: string[] = [];
  const complaints: string[] = [];
  window.on('request', (request) => asked.push(request.url()));
  window.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  window.on('pageerror', (error) => complaints.push(error.message));
  await page.usable();
  await window.reload();
  await page.usable();
  await connectAs(page, ada);
  const details = await page.openTokenDetails('Ada Example');
  await details.getByRole('button', { name: 'Refresh now' }).click();
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);
  await expect(page.connection('Ada Example')).toContainText('Working');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => !url.startsWith('app://main/'))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('injected scripts, styles, frames and requests are blocked by the content policy (E7)', async ({
  lanyard,
}) => {
  const { window } = await lanyard.start();
  const violated = () =>
    window.evaluate(() => [...(globalThis as unknown as { violated: Set<string> }).violated]);
  await window.evaluate(() => {
    const found = new Set<string>();
    Object.assign(globalThis, { violated: found });
    document.addEventListener('securitypolicyviolation', (event) => {
      found.add(event.effectiveDirective);
    });
    const add = (tag: string, set: (element: HTMLElement) => void) => {
      const element = document.createElement(tag);
      set(element);
      document.body.append(element);
    };
    const attempts: (() => unknown)[] = [
      () => add('img', (element) => element.setAttribute('onerror', 'broken = 1')),
      () => add('p', (element) => element.setAttribute('style', 'color: red')),
      () => add('iframe', (element) => element.setAttribute('src', 'https://example.com/')),
      () => fetch('https://example.com/'),
      () => void (0, eval)('broken = 2'),
      () => add('script', (element) => element.append('broken = 3')),
    ];
    for (const attempt of attempts) {
      // Run as the window's own code: a debugger may do more. Blocked attempts are reported as violations.
      requestAnimationFrame(() => void attempt());
    }
  });
  for (const directive of ['connect-src', 'frame-src', 'style-src-attr']) {
    await expect.poll(violated).toContain(directive);
  }
  await expect.poll(violated).toContain('require-trusted-types-for');
  expect(await window.evaluate(() => 'broken' in globalThis)).toBe(false);
});

test('the window cannot be navigated away and opens no other (E13, E14)', async ({ lanyard }) => {
  const page = await lanyard.start();
  await page.usable();
  for (const target of [
    'https://example.com/',
    'http://127.0.0.1:9/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:document.title="taken"',
    'app://evil/index.html',
    'about:blank',
    'about:srcdoc',
  ]) {
    await lanyard.application.evaluate(async ({ BrowserWindow }, url) => {
      await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`
        try { location.href = ${JSON.stringify(url)}; } catch {}
        window.open(${JSON.stringify(url)});
        for (const target of ['_self', '_blank']) {
          const link = document.createElement('a');
          Object.assign(link, { href: ${JSON.stringify(url)}, target });
          document.body.append(link);
          link.click();
          link.remove();
        }
        0`);
    }, target);
    const shown = () =>
      lanyard.application.evaluate(async ({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows();
        const contents = windows[0]?.webContents;
        const text: unknown = await contents?.executeJavaScript(
          // Between two pages the document has no body.
          'document.title + document.body?.innerText',
        );
        return `${windows.length} at ${contents?.getURL() ?? ''}: ${String(text)}`;
      });
    await expect
      .poll(shown, { message: target })
      .toMatch(/^1 at app:\/\/main\/index\.html: Lanyard.*No accounts connected yet/s);
    expect(await shown(), target).not.toContain('taken');
  }
});

test('only the window’s own files are served from its origin (E18)', async ({ lanyard }) => {
  await lanyard.start();
  const answers = await lanyard.application.evaluate(async ({ session }) => {
    const own = session.fromPartition('window');
    const asked: Record<string, number> = {};
    for (const path of [
      'index.html',
      '..%2f..%2fpackage.json',
      '%2e%2e/%2e%2e/package.json',
      '..%5c..%5cpackage.json',
      'index.html%00.js',
      'C:/windows/win.ini',
      'x'.repeat(10_000),
    ]) {
      asked[path.slice(0, 40)] = (await own.fetch(`app://main/${path}`)).status;
    }
    return asked;
  });
  const { 'index.html': index, ...others } = answers;
  expect(index).toBe(200);
  expect([...new Set(Object.values(others))]).toEqual([404]);
});

test('a foreign window gets no answer, even with our preload script (E17)', async ({
  lanyard,
  built,
  startConnectedAs,
}) => {
  await startConnectedAs(ada);
  const preload = join(built.folder, 'out', 'preload', 'preload.cjs');
  const answer = await lanyard.application.evaluate(async ({ BrowserWindow, session }, preload) => {
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: {
        preload,
        session: session.fromPartition('window'),
        sandbox: true,
        contextIsolation: true,
      },
    });
    await foreign.loadURL('app://main/index.html').catch(() => undefined);
    const result: unknown = await foreign.webContents.executeJavaScript(
      `window.api ? window.api.windowReady({}).then((r) => JSON.stringify(r), String) : 'no api'`,
    );
    foreign.destroy();
    return result;
  }, preload);
  expect(answer).toContain('refused by the sender');
});

test('a webview is refused even in a window that allows one (E12)', async ({ lanyard }) => {
  const page = await lanyard.start();
  await page.usable();
  const found = await lanyard.application.evaluate(
    async ({ BrowserWindow, session, webContents }) => {
      const foreign = session.fromPartition('foreign');
      const headers = { 'Content-Type': 'text/html' };
      foreign.protocol.handle('app', () => new Response('<body>', { headers }));
      const window = new BrowserWindow({ webPreferences: { session: foreign, webviewTag: true } });
      await window.loadURL('app://main/index.html');
      const before = webContents.getAllWebContents().length;
      const asked = new Promise((resolve) =>
        window.webContents.once('will-attach-webview', (event) => resolve(event.defaultPrevented)),
      );
      await window.webContents.executeJavaScript(`
        const webview = document.createElement('webview');
        webview.src = 'app://main/index.html';
        document.body.append(webview);
        0`);
      const wasRefused = await asked;
      // By now attaching has either happened or been refused.
      await window.webContents.executeJavaScript('0');
      return { wasRefused, more: webContents.getAllWebContents().length - before };
    },
  );
  expect(found).toEqual({ wasRefused: true, more: 0 });
});
