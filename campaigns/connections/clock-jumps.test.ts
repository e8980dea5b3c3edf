import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './clock-jumps.js';

test('clocks set by hours, days and years, and nights of sleep: at most one refresh each, spread, none lost (R7)', async () => {
  const { lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
});
