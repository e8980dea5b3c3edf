/**
 * `npm run campaigns`: every `*.campaign.ts`, large. `-- --quick`: a few minutes in all.
 * `-- R1 R5`: only those. `-- --seed 42`: the same tries again. Fails when anything was lost.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

import { readCommand } from './campaigns/command.mjs';
import { findCampaigns, loadConduct } from './campaigns/find-campaigns.mjs';
import { createScoreboard } from './campaigns/scoreboard.mjs';
import { createProgress, explain } from './setup/progress.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { reports } from './test-reports.mjs';

try {
  const { size, seed, ids } = readCommand(process.argv.slice(2));
  // Without them the campaigns that need them say what they leave out.
  await ensureSystemPackages(createProgress(), 'campaigns').catch((/** @type {unknown} */ error) =>
    console.log(`${explain(error)}\n`),
  );
  const [campaigns, conduct] = await Promise.all([findCampaigns(ids), loadConduct()]);
  const board = createScoreboard(size);
  for (const { file, campaign } of campaigns) {
    await board.show(file, campaign, (progress) =>
      conduct(campaign, campaign.sizes[size], {
        progress,
        ...(seed === undefined ? {} : { seed }),
      }),
    );
  }
  board.printTable();
  mkdirSync(dirname(reports.campaigns), { recursive: true });
  writeFileSync(reports.campaigns, JSON.stringify({ size, campaigns: board.rows }, null, 2));
  console.log(`\nAlso in ${relative(process.cwd(), reports.campaigns)}.`);
  process.exitCode = board.rows.every(({ held }) => held) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
