import { ada } from './accounts.js';
import type { ConnectionsPage } from './connections-page.js';
import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';
import { agree, signInAs } from './sign-in-page.js';

/** The process ID of Lanyard's only process of this type; null while there is none. */
async function processOf(lanyard: Lanyard, type: string): Promise<number | null> {
  const all = await lanyard.processes();
  return all.find(({ argv }) => argv.includes(`--type=${type}`))?.pid ?? null;
}

/** Kills that process and waits until another one has taken its place. */
async function killAndAwaitNext(lanyard: Lanyard, type: string): Promise<void> {
  await expect.poll(() => processOf(lanyard, type)).not.toBeNull();
  const killed = await processOf(lanyard, type);
  process.kill(Number(killed), 'SIGKILL');
  await expect
    .poll(async () => [null, killed].includes(await processOf(lanyard, type)))
    .toBe(false);
}

/** Crashes the window and attaches to the one that comes back. */
async function crash(lanyard: Lanyard, times = 1): Promise<ConnectionsPage> {
  for (let time = 0; time < times; time += 1) await killAndAwaitNext(lanyard, 'renderer');
  return await attachOnceLoaded(lanyard);
}

/** Crashes it until it waits for the person, which takes crashes that follow each other quickly. */
async function crashUntilItStays(lanyard: Lanyard): Promise<ConnectionsPage> {
  const page = await crash(lanyard);
  return (await page.button('Reload').isVisible()) ? page : crashUntilItStays(lanyard);
}

async function attachOnceLoaded(lanyard: Lanyard): Promise<ConnectionsPage> {
  // Playwright cannot attach while the page loads.
  const hasLoaded = () =>
    lanyard.application.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents?.isCrashed() === false && !contents.isLoadingMainFrame();
    });
  await expect.poll(hasLoaded).toBe(true);
  return await lanyard.attach();
}

test('a crashed window comes back by itself with its connections and a running sign-in, which can be finished (D1)', async ({
  lanyard,
  systemBrowser,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.signInAgain('Ada Example');
  const browserPage = await systemBrowser.nextPage();
  await expect(page.waiting).toBeVisible();

  const back = await crash(lanyard);
  await expect(back.waiting).toBeVisible();
  await expect(back.connection('Ada Example')).toBeVisible();
  expect(await lanyard.visibleWindows()).toBe(1);
  await agree(browserPage);
  await expect(back.waiting).toBeHidden();
  await back.refresh('Ada Example');
  await back.expectRefreshed('Ada Example');
  expect(await lanyard.said()).not.toContain('unexpected');
});

test('a window that keeps crashing says so and offers to reload, by keyboard too (D1)', async ({
  lanyard,
}) => {
  await (await lanyard.start()).usable();
  const stopped = await crash(lanyard, 3);
  const heading = stopped.window.getByRole('heading', { name: 'Lanyard’s window keeps stopping' });
  await expect(heading).toBeVisible();
  await expect(stopped.button('Reload')).toBeFocused();
  await stopped.window.keyboard.press('Enter');
  await stopped.usable();

  await test.step('starting Lanyard once more reloads it as well', async () => {
    const again = await crash(lanyard);
    await expect(again.button('Reload')).toBeVisible();
    await lanyard.startOnceMore();
    await again.usable();
  });
});

test('the tray and the answer of a sign-in bring back a window that keeps crashing (D1)', async ({
  desktop,
  lanyard,
  systemBrowser,
  user,
}) => {
  await user.file('data/settings.json', '{"version":1,"closeToTray":true,"toldOfTray":true}');
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const browserPage = await systemBrowser.nextPage();
  await expect(page.waiting).toBeVisible();

  const stopped = await crashUntilItStays(lanyard);
  await desktop.clickTray();
  await expect(stopped.waiting).toBeVisible();

  const again = await crashUntilItStays(lanyard);
  await signInAs(browserPage, ada);
  await again.expectConnected('Practice service', 'Ada Example');
});

test('a window that hangs is replaced, also when Lanyard is started once more (D1)', async ({
  lanyard,
}) => {
  await (await lanyard.start()).usable();
  const hanging = await processOf(lanyard, 'renderer');
  process.kill(Number(hanging), 'SIGSTOP');
  await lanyard.startOnceMore();
  await expect.poll(() => processOf(lanyard, 'renderer')).not.toBe(hanging);
  await (await attachOnceLoaded(lanyard)).usable();
});

test('a graphics process that fails again and again ends neither Lanyard nor a running sign-in (D1)', async ({
  lanyard,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await page.connectTo('Practice service');
  const browserPage = await systemBrowser.nextPage();
  await expect(page.waiting).toBeVisible();

  for (let time = 0; time < 8; time += 1) await killAndAwaitNext(lanyard, 'gpu-process');
  await signInAs(browserPage, ada);
  await page.expectConnected('Practice service', 'Ada Example');
  expect((await page.window.screenshot()).length).toBeGreaterThan(0);
});

test('a network process that was killed is replaced, and the next refresh works (D1)', async ({
  lanyard,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await killAndAwaitNext(lanyard, 'utility');
  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
});
