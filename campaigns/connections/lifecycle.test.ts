import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './lifecycle.js';

test('random command sequences agree with the model of a connection (R16)', async () => {
  const { lost, facts } = await conduct(campaign, campaign.sizes.test, { seed: 16 });
  expect(lost).toEqual([]);
  expect(facts['transitions seen']).toBeGreaterThan(25);
});
