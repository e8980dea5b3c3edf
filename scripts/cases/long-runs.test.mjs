import { expect, test } from 'vitest';

import { projectDir } from '../setup/project.mjs';
import {
  describeCampaignRuns,
  findLongRuns,
  resultsOfBench,
  resultsOfCampaigns,
} from './long-runs.mjs';

test('without a report there is no result', () => {
  expect(resultsOfCampaigns(undefined)).toEqual([]);
  expect(resultsOfBench(undefined)).toEqual([]);
});

/** @param {object} differently */
const run = (differently) => ({
  ...{ id: 'R4', title: 'Power', file: 'campaigns/power.ts', held: true, size: 'full' },
  ...{ commit: 'abc', changed: false },
  ...differently,
});

test('a campaign that lost something, or tried nothing, has not passed', () => {
  const told = resultsOfCampaigns({ campaigns: [run({ held: false })] });
  expect(told).toEqual([
    { title: 'R4 Power', file: 'campaigns/power.ts', place: 'campaign', passed: false },
  ]);
});

test('a campaign is one result, and a quick run after the full one counts as well', () => {
  const passed = (/** @type {object[]} */ ...campaigns) =>
    resultsOfCampaigns({ campaigns }).map((result) => result.passed);
  expect(passed(run({}), run({ size: 'quick' }))).toEqual([true]);
  expect(passed(run({}), run({ size: 'quick', held: false }))).toEqual([false]);
  expect(passed(run({ held: false }), run({ size: 'quick' }))).toEqual([false]);
});

test('the code that the campaigns ran against is named', async () => {
  const campaigns = [run({}), run({ id: 'R5', size: 'quick' }), run({ id: 'R7', commit: 'def' })];
  const since = (/** @type {string | null} */ commit) => Promise.resolve(commit === 'abc' ? 3 : 0);
  expect(await describeCampaignRuns({ campaigns }, since)).toEqual([
    'npm run campaigns at abc, 3 commits ago: R4, R5 (quick)',
    'npm run campaigns at def, as it is now: R7',
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

test('existing long runs are found without running them', () => {
  const { campaign, bench } = findLongRuns(projectDir);
  expect(campaign).toContain('R7');
  expect(bench.some((title) => title.includes('(R9)'))).toBe(true);
});
