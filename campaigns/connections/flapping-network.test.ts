import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './flapping-network.js';

test('R8 a network that comes and goes: no token lost, one request in 30 s, good again within ten seconds', async () => {
  const { lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
});
