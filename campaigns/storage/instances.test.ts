import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './instances.js';

test('of many processes that open a vault at once one writes; the others say that it is in use, and change nothing (R6)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
}, 60_000);
