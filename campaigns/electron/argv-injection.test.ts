import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './argv-injection.js';

test('switches beside or inside a link are refused at the start and have no effect while running (R14)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
