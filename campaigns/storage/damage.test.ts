import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './damage.js';

test('flipped bits, truncated, swapped and replayed records: each is detected by itself (R5)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBe(campaign.sizes.test);
}, 60_000);
