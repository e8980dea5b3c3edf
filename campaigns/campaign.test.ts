import { access } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { type Campaign, type CampaignReport, conduct, randomFrom } from './campaign.js';

function campaignOf(run: (report: CampaignReport, size: number) => void): Campaign {
  return {
    id: 'R1',
    title: 'for a test',
    unit: 'tries',
    sizes: { test: 1, quick: 2, full: 3 },
    async run(size, report) {
      await Promise.resolve();
      run(report, size);
    },
  };
}

test('a campaign that cannot continue rejects, and leaves no files behind', async () => {
  let folder = '';
  const campaign = campaignOf((report) => {
    folder = report.folder;
    throw new Error('no disk');
  });
  await expect(conduct(campaign, 1)).rejects.toThrow('no disk');
  await expect(access(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a loss is reported with the seed that repeats it', async () => {
  const campaign = campaignOf((report, size) => {
    report.tried(size);
    report.lose(`number ${report.random.below(1000)}`);
  });
  const first = await conduct(campaign, 3);
  expect(first.tried).toBe(3);
  expect(first.lost).toEqual([expect.stringContaining(`seed ${first.seed}`)]);
  expect(await conduct(campaign, 3, { seed: first.seed })).toEqual(first);
});

test('random numbers are uniform enough, and differ between seeds', () => {
  const random = randomFrom(1);
  const seen = Array.from({ length: 6_000 }, () => random.below(6));
  for (const side of [0, 1, 2, 3, 4, 5]) {
    const times = seen.filter((each) => each === side).length;
    expect(times).toBeGreaterThan(850);
    expect(times).toBeLessThan(1_150);
  }
  expect(randomFrom(2).next()).not.toBe(randomFrom(1).next());
});
