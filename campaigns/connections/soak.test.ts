import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './soak.js';

test('after a day of faults, sleep, disconnects and sign-ins every connection works, no handle is open and no failure unhandled (R15)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBeGreaterThanOrEqual(campaign.sizes.test);
}, 120_000);
