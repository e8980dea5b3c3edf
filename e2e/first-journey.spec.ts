import type { Page } from '@playwright/test';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test.use({
  practice: {
    optionalScopes: [
      { name: 'notes.read', words: 'Read your notes', default: true },
      { name: 'notes.write', words: 'Change your notes' },
    ],
  },
});

/** Counts the clicks that these pages received. */
async function countClicks(...pages: readonly Page[]): Promise<{ readonly clicks: () => number }> {
  let count = 0;
  for (const page of pages) {
    await page.exposeFunction('clicked', () => {
      count += 1;
    });
    const listen = () => {
      const { clicked } = window as never as { readonly clicked: () => void };
      addEventListener('click', () => clicked(), true);
    };
    await page.addInitScript(listen);
    await page.evaluate(listen);
  }
  return { clicks: () => count };
}

test('a stranger has connected the practice service after five clicks', async ({
  lanyard,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  await expect(page.nothingYet).toBeVisible();
  const inApp = await countClicks(page.window);
  await page.connectTo('Practice service');
  await page.button('Continue in the browser').click();
  const browser = await systemBrowser.nextPage();
  const inBrowser = await countClicks(browser);
  await signInAs(browser, ada);
  await page.expectConnected('Practice service', 'Ada Example');
  expect(inApp.clicks() + inBrowser.clicks()).toBe(5);
});

test('the first screen offers the practice service, which takes one click less', async ({
  lanyard,
  systemBrowser,
}) => {
  const page = await lanyard.start();
  const inApp = await countClicks(page.window);
  await page.button('Try it with the practice service').click();
  await page.button('Continue in the browser').click();
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected('Practice service', 'Ada Example');
  expect(inApp.clicks()).toBe(2);
});
