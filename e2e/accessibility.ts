import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** Lists the violations axe-core finds in the window as it is now. */
export async function problemsOf(window: Page): Promise<string[]> {
  // Evaluated directly: the window's content policy would (rightly) refuse a script element.
  await window.evaluate(axe.source);
  return await window.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const { violations } = await engine.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  });
}

/** Waits for transitions between screens to end; only their final state is checked. */
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
