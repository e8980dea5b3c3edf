import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './argv-injection.js';

test('R14 switches beside a link, in it or broken out of it: refused at the start, without effect while running', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
