import { beforeEach, expect, test } from 'vitest';

import type { RegionView } from '../../ipc/region-view.js';
import { createTestClock, type TestClock } from '../../testing/test-world.js';
import type { Region } from '../ports/region.js';
import { createRegion } from './region.js';

let clock: TestClock;
let computer: { timeZone: string; hourCycle: RegionView['hourCycle'] };
let isShown: boolean;
let region: Region;
let views: RegionView[];

beforeEach(() => {
  clock = createTestClock();
  computer = { timeZone: 'Europe/Berlin', hourCycle: 'h23' };
  isShown = true;
  views = [];
  const sources = {
    locale: () => 'en-GB',
    timeZone: () => computer.timeZone,
    hourCycle: () => computer.hourCycle,
  };
  region = createRegion(sources, clock, () => isShown);
  region.onChange((view) => void views.push(view));
});

test('a change while the window is open is reported within 3 s, once (D7)', () => {
  computer.timeZone = 'Asia/Tokyo';
  clock.advance(3_000);
  computer.hourCycle = 'h12';
  clock.advance(3_000);
  expect(views).toEqual([
    { locale: 'en-GB', timeZone: 'Asia/Tokyo', hourCycle: 'h23' },
    { locale: 'en-GB', timeZone: 'Asia/Tokyo', hourCycle: 'h12' },
  ]);
});

test('nothing is looked at while no window shows a time, and a new window gets the zone of now (D7)', () => {
  isShown = false;
  computer.timeZone = 'Asia/Tokyo';
  clock.advance(60_000);
  expect(views).toEqual([]);
  expect(region.view.timeZone).toBe('Asia/Tokyo');
});
