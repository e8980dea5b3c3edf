import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './damage.js';

test('R5: bits flipped, lengths cut, swapped, played back: found out, one by one', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBe(campaign.sizes.test);
}, 60_000);
