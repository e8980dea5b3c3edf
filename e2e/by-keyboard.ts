import type { Locator } from '@playwright/test';

/** Moves the focus to an element by the Tab key alone. */
export async function tabTo(target: Locator): Promise<void> {
  const { keyboard } = target.page();
  await target.waitFor();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await keyboard.press('Tab');
  }
  throw new Error(`40 times Tab do not lead to ${String(target)}`);
}
