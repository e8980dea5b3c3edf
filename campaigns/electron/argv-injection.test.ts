import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './argv-injection.js';

test('R14 switches beside or inside a link are refused at the start and have no effect while running', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
