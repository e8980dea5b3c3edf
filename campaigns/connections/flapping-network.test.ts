import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './flapping-network.js';

test('a network that comes and goes: no token lost, one request in 30 s, good again within ten seconds (R8)', async () => {
  const { lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
});
