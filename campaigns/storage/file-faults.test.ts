import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './file-faults.js';

test('calls to the file system fail in each way, once and permanently: the old state or the new one, reported, and repaired by a retry (R2)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBe(campaign.sizes.test);
}, 60_000);
