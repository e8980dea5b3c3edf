import axe from 'axe-core';
import { expect, type Page } from '@playwright/test';

/** What axe-core finds wrong with the window as it stands now. */
export async function problemsOf(window: Page): Promise<string[]> {
  // Given to the page's own engine directly: the window's policy would (rightly) refuse a script.
  await window.evaluate(axe.source);
  return await window.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const { violations } = await engine.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  });
}

/** Colours fade and panels slide from one screen to the next: what counts is where they end. */
export async function settled(window: Page): Promise<void> {
  await expect
    .poll(() =>
      window.evaluate(() =>
        document
          .getAnimations()
          .every(
            (each) =>
              each.playState !== 'running' || each.effect?.getComputedTiming().endTime === Infinity,
          ),
      ),
    )
    .toBe(true);
}
