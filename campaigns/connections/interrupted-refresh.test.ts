import { expect, test } from 'vitest';

import { conduct } from '../campaign.js';
import { campaign } from './interrupted-refresh.js';

test('killed at any step of a refresh: recovered within the server’s grace period, reported as interrupted after it (R11)', async () => {
  const { lost, facts } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(facts['reported as interrupted']).toBeGreaterThan(0);
  expect(facts['recovered']).toBeGreaterThan(0);
});
