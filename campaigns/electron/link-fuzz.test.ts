import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './link-fuzz.js';

test('R13 H1 a hundred links a second ask no server, bring no window forward, are written nowhere, and hinder no sign-in', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
