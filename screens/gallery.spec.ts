import { expect, type Page, test } from '@playwright/test';

import { problemsOf } from '../e2e/accessibility.js';
import { type LoopbackOutcome, loopbackPage } from '../main/oauth/loopback-page.js';
import english from '../messages/en.json' with { type: 'json' };
import type { Look, Scene } from './scene.js';
import { connectingScenes } from './scenes/connecting.js';
import { connectionScenes } from './scenes/connection.js';
import { historyScenes } from './scenes/history.js';
import { listScenes } from './scenes/list.js';
import { setUpScenes } from './scenes/set-up.js';
import { vaultScenes } from './scenes/vault.js';
import { changeLanguage, openWindow } from './window.js';

const usual = { width: 1080, height: 720 };
const narrow = { width: 400, height: 720 };

async function dress(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(look === 'narrow' ? narrow : usual);
  await page.emulateMedia({
    colorScheme: look === 'dark' || look === 'dark-contrast' ? 'dark' : 'light',
    forcedColors: look === 'forced-colours' ? 'active' : 'none',
    contrast: look === 'contrast' || look === 'dark-contrast' ? 'more' : 'no-preference',
    reducedMotion: 'reduce',
  });
}

function picture({ name, sent, replies, act }: Scene, look: Look): void {
  test(`${name}, ${look}`, async ({ page }) => {
    await dress(page, look);
    await openWindow(page, sent, { replies });
    await act?.(page);
    if (look === 'pseudo-language' || look === 'arabic') await changeLanguage(page, look);
    expect(await problemsOf(page)).toEqual([]);
    await expect(page).toHaveScreenshot(`${name}-${look}.png`);
  });
}

const everyLook = ['light', 'dark', 'pseudo-language', 'arabic'] as const;

for (const scene of [
  ...listScenes,
  ...connectionScenes,
  ...historyScenes,
  ...connectingScenes,
  ...setUpScenes,
  ...vaultScenes,
]) {
  for (const look of new Set<Look>([...everyLook, ...(scene.looks ?? [])])) picture(scene, look);
}

for (const look of ['light', 'dark', 'narrow'] as const) {
  test(`stopped, ${look}`, async ({ page }) => {
    await dress(page, look);
    await openWindow(page, {}, { file: 'stopped.html' });
    await expect(page).toHaveScreenshot(`stopped-${look}.png`);
  });
}

const page = (outcome: LoopbackOutcome) => ({
  heading: english[`loopbackPage.${outcome}.heading`],
  text: english[`loopbackPage.${outcome}.text`],
});
const lastPages = {
  received: page('received'),
  connected: page('connected'),
  declined: page('declined'),
  failed: page('failed'),
  unmatched: page('unmatched'),
};

for (const outcome of ['received', 'connected', 'declined', 'failed', 'unmatched'] as const) {
  for (const look of ['light', 'dark', 'narrow'] as const) {
    test(`last-page-${outcome}, ${look}`, async ({ page }) => {
      await dress(page, look);
      const text = {
        language: 'en',
        direction: 'ltr' as const,
        title: 'Lanyard',
        pages: lastPages,
      };
      await page.setContent(loopbackPage(outcome, text));
      expect(await problemsOf(page)).toEqual([]);
      await expect(page).toHaveScreenshot(`last-page-${outcome}-${look}.png`);
    });
  }
}
