import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './link-fuzz.js';

test('a hundred links a second send no request, show no window, are logged nowhere, and disturb no sign-in (R13, H1)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
