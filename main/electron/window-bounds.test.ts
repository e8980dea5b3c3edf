import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fitToScreens } from './window-bounds.js';

const laptop = { x: 0, y: 27, width: 1366, height: 741 };
const left = { x: -1920, y: -200, width: 1920, height: 1040 };
const scaled = { x: 0, y: 0, width: 683, height: 384 };
const at = (x: number, y: number, width = 800, height = 600) => ({ x, y, width, height });

describe('the window opens', () => {
  test('in the middle the first time (D9)', () => {
    expect(fitToScreens(null, [laptop, left]).bounds).toEqual(at(143, 38, 1080, 720));
  });

  test.each([
    ['where it was', at(100, 60), [laptop], at(100, 60)],
    ['where it was, left of the first screen', at(-1900, -150), [laptop, left], at(-1900, -150)],
    ['in the middle when its screen is gone', at(-1900, -150), [laptop], at(283, 98)],
    ['on the screen that shows more of it', at(-700, 50), [laptop, left], at(-800, 50)],
    ['moved in from the edge', at(1200, 700), [laptop], at(566, 168)],
    ['below a panel', at(100, 0), [laptop], at(100, 27)],
    ['as large as a small screen', at(100, 60, 1080, 720), [scaled], scaled],
    ['as large as a small screen the first time', null, [scaled], scaled],
    ['not smaller than it can be used', at(10, 40, 1, 1), [laptop], at(10, 40, 400, 480)],
  ])('%s (D9)', (_, wanted, workAreas, bounds) => {
    expect(fitToScreens(wanted, workAreas).bounds).toEqual(bounds);
  });

  test('with a minimum size that fits a small screen (D9)', () => {
    expect(fitToScreens(null, [scaled]).minimum).toEqual({ width: 400, height: 384 });
    expect(fitToScreens(null, [laptop]).minimum).toEqual({ width: 400, height: 480 });
  });

  test('in some size when the system names no screen (D9)', () => {
    expect(fitToScreens(null, []).bounds).toEqual(at(0, 0, 1080, 720));
    expect(fitToScreens(null, [at(0, 0, 0, 0)]).bounds).toEqual(at(0, 0, 1080, 720));
  });

  test('never outside of a work area, whatever was stored (D9)', () => {
    const coordinate = fc.integer({ min: -100_000, max: 100_000 });
    const length = fc.integer({ min: 1, max: 100_000 });
    const area = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
    fc.assert(
      fc.property(area, fc.array(area, { minLength: 1 }), (wanted, workAreas) => {
        const { bounds, minimum } = fitToScreens(wanted, workAreas);
        const holds = workAreas.some(
          (each) =>
            bounds.x >= each.x &&
            bounds.y >= each.y &&
            bounds.x + bounds.width <= each.x + each.width &&
            bounds.y + bounds.height <= each.y + each.height,
        );
        expect(holds).toBe(true);
        expect(minimum.width).toBeLessThanOrEqual(bounds.width);
        expect(minimum.height).toBeLessThanOrEqual(bounds.height);
      }),
    );
  });
});
