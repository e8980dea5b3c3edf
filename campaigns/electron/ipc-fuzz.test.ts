import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './ipc-fuzz.js';

test('R12 anything at all asked through the door is done or refused by a known kind, tells no secret, and what is refused changes nothing', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
});
