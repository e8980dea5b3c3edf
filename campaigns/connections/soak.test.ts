import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './soak.js';

test('R15 a day of faults, sleep, endings and sign-ins leaves every connection well, no handle open and no failure unhandled', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
}, 120_000);
