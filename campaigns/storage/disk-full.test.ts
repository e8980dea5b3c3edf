import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './disk-full.js';

test('a disk that fills up, is full, read-only or gone, and a path that is too long: reported, and nothing acknowledged is lost (R3)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBe(campaign.sizes.test);
}, 60_000);
