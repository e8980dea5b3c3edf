import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './short-lifetimes.js';

test('tokens of any lifetime, none and nonsense included: two requests in a minute at most, for every grant (R8)', async () => {
  const { lost, facts } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(facts['requests of a connection in a minute']).toBe(2);
});
