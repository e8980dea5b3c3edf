import { expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import { findLongRuns, resultsOfBench, resultsOfCampaigns } from './long-runs.mjs';

test('without a report there is no result', () => {
  expect(resultsOfCampaigns(undefined)).toEqual([]);
  expect(resultsOfBench(undefined)).toEqual([]);
});

test('a campaign that lost something, or tried nothing, has not passed', () => {
  const campaign = { id: 'R4', title: 'Power', file: 'main/power.campaign.ts' };
  const told = resultsOfCampaigns({ size: 'quick', campaigns: [{ ...campaign, held: false }] });
  expect(told).toEqual([
    { title: 'R4 Power', file: 'main/power.campaign.ts', place: 'campaign', passed: false },
  ]);
});

test('a benchmark over its budget has not passed', () => {
  const figure = { what: 'p99', ours: 11, reference: null, unit: 'ms', budget: { atMost: 10 } };
  const measured = (/** @type {number} */ ours) => ({
    measured: [{ id: 'write', title: 'A write (R9)', figures: [{ ...figure, ours }] }],
  });
  expect(resultsOfBench(measured(11))).toMatchObject([{ title: 'A write (R9)', passed: false }]);
  expect(resultsOfBench(measured(9))).toMatchObject([{ place: 'bench', passed: true }]);
});

test('the long runs there are, are known without running them', () => {
  const { campaign, bench } = findLongRuns(projectDir);
  expect(campaign).toContain('R7');
  expect(bench.some((title) => title.includes('(R9)'))).toBe(true);
});
