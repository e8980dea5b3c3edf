import { readFile } from 'node:fs/promises';

import type { ConnectionsPage } from './connections-page.js';
import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';
import { run } from './processes.js';

interface Offered {
  readonly label: string;
  readonly enabled: boolean;
}

/** Reads the menus of right clicks from now on. They are not drawn, because nothing could close them. */
async function readContextMenus(lanyard: Lanyard): Promise<void> {
  await lanyard.application.evaluate(({ Menu }) => {
    Menu.prototype.popup = function () {
      Object.assign(globalThis, { shownMenu: this });
    };
  });
}

async function offered(lanyard: Lanyard): Promise<Offered[] | null> {
  return await lanyard.application.evaluate(() => {
    const { shownMenu } = globalThis as unknown as { shownMenu?: Electron.Menu };
    return (
      shownMenu?.items
        .filter(({ type }) => type !== 'separator')
        .map(({ label, enabled }) => ({ label, enabled })) ?? null
    );
  });
}

const labels = async (lanyard: Lanyard) =>
  (await offered(lanyard))?.filter(({ enabled }) => enabled).map(({ label }) => label) ?? [];

async function choose(lanyard: Lanyard, label: string): Promise<void> {
  await lanyard.application.evaluate(({ BrowserWindow }, label) => {
    const { shownMenu } = globalThis as unknown as { shownMenu?: Electron.Menu };
    const [window] = BrowserWindow.getAllWindows();
    const item = shownMenu?.items.find((each) => each.label === label);
    item?.click({}, window, window?.webContents);
    Object.assign(globalThis, { shownMenu: undefined });
  }, label);
}

test('a right click in a field offers the edit commands, a secret field no copy, selected text a copy, and nothing else anything (D9)', async ({
  lanyard,
  startServer,
}) => {
  const { issuer } = await startServer();
  const page = await lanyard.start();
  await readContextMenus(lanyard);
  await page.nothingYet.click({ button: 'right' });
  await page.chooseAnotherService();

  const address = page.field('Server address');
  await expect(address).toBeVisible();
  expect(await offered(lanyard)).toBeNull();
  await address.fill('https://login.example.com');
  await address.selectText();
  await address.click({ button: 'right' });
  await expect.poll(() => labels(lanyard)).toEqual(['Cut', 'Copy', 'Paste', 'Select all']);
  await choose(lanyard, 'Cut');
  await expect(address).toHaveValue('');
  await address.click({ button: 'right' });
  await expect.poll(() => offered(lanyard)).toContainEqual({ label: 'Copy', enabled: false });
  await choose(lanyard, 'Paste');
  await expect(address).toHaveValue('https://login.example.com');

  expect(await page.look(issuer)).toBe(true);
  const secret = page.field('Client secret');
  await secret.fill('a-secret-of-mine');
  await secret.selectText();
  await secret.click({ button: 'right' });
  await expect.poll(() => labels(lanyard)).toEqual(['Paste', 'Select all']);
  await page.button('Show typed characters').click();
  await secret.selectText();
  await secret.press('ContextMenu');
  await expect.poll(() => labels(lanyard)).toEqual(['Paste', 'Select all']);
});

test('panels and window switchers show the app’s icon for its window', async ({
  lanyard,
  user,
}) => {
  await lanyard.start();
  const id = await lanyard.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNativeWindowHandle().readUInt32LE(0),
  );
  const asNumbers = ['-notype', '-f', '_NET_WM_ICON', '32c', ' $0+\n'];
  const words = ['-id', String(id), ...asNumbers, '_NET_WM_ICON'];
  const said = await run('xprop', words, user.env);
  const [width = 0, height = 0, ...pixels] = [...said.matchAll(/\d+/g)].map(Number);
  expect([width, height]).toEqual([128, 128]);
  // The head on the badge; the corner is transparent.
  expect(pixels[80 * width + 64]?.toString(16)).toBe('ff3d4fe0');
  expect(pixels[0]).toBe(0);
});

const bounds = async (lanyard: Lanyard) =>
  await lanyard.application.evaluate(({ BrowserWindow, screen }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('there is no window');
    const [minimumWidth = 0, minimumHeight = 0] = window.getMinimumSize();
    return {
      window: window.getBounds(),
      minimum: { width: minimumWidth, height: minimumHeight },
      workArea: screen.getDisplayMatching(window.getBounds()).workArea,
    };
  });

async function expectOnScreen(lanyard: Lanyard): Promise<void> {
  const { window, minimum, workArea } = await bounds(lanyard);
  expect(window.x).toBeGreaterThanOrEqual(workArea.x);
  expect(window.y).toBeGreaterThanOrEqual(workArea.y);
  expect(window.x + window.width).toBeLessThanOrEqual(workArea.x + workArea.width);
  expect(window.y + window.height).toBeLessThanOrEqual(workArea.y + workArea.height);
  expect(minimum.width).toBeLessThanOrEqual(workArea.width);
  expect(minimum.height).toBeLessThanOrEqual(workArea.height);
}

const zoomOf = async (page: ConnectionsPage) =>
  await page.window.evaluate(() => Math.round(window.devicePixelRatio * 100));

/** As by the menu of the window. */
async function chooseInView(lanyard: Lanyard, role: string): Promise<void> {
  await lanyard.application.evaluate(({ BrowserWindow, Menu }, role) => {
    const [window] = BrowserWindow.getAllWindows();
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    const item = items?.find((each) => each.role?.toLowerCase() === role);
    item?.click({}, window, window?.webContents);
  }, role);
}

test('zoom, size and place of the window are as they were at the last start (D9)', async ({
  lanyard,
}) => {
  const page = await lanyard.start();
  await page.usable();
  const before = await zoomOf(page);
  await lanyard.application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 210, y: 90, width: 900, height: 640 });
  });
  for (let times = 0; times < 3; times += 1) await chooseInView(lanyard, 'zoomin');
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(before * 1.25);
  const zoomed = await zoomOf(page);
  const placed = { x: 210, y: 90, width: 900, height: 640 };
  await expect.poll(async () => (await bounds(lanyard)).window).toEqual(placed);

  const again = await lanyard.restart();
  await expect.poll(() => zoomOf(again)).toBe(zoomed);
  expect((await bounds(lanyard)).window).toEqual(placed);
  await chooseInView(lanyard, 'resetzoom');
  await expect.poll(() => zoomOf(again)).toBe(before);
  expect(await zoomOf(await lanyard.restart())).toBe(before);
});

test('a window that was on another screen, or larger than this one, opens inside of it (D9)', async ({
  lanyard,
  user,
}) => {
  const elsewhere = { x: -5000, y: 9000, width: 9000, height: 9000, zoomLevel: 'large' };
  const file = await user.file('data/window.json', JSON.stringify(elsewhere));
  await (await lanyard.start()).usable();
  await expectOnScreen(lanyard);
  await lanyard.quit();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ zoomLevel: 0 });

  await test.step('also on a screen smaller than its usual minimum', async () => {
    await (await lanyard.start('--force-device-scale-factor=3')).usable();
    const { workArea } = await bounds(lanyard);
    expect(workArea.height).toBeLessThan(480);
    await expectOnScreen(lanyard);
  });
});
