import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './ipc-fuzz.js';

test('any request is accepted or refused with a known code, leaks no secret, and changes nothing when refused (R12)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
