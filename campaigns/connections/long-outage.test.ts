import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './long-outage.js';

test('a service that is down for 72 hours gets six requests an hour at most, and the connection comes back by itself (R10)', async () => {
  const { lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
});
