/**
 * `npm run campaigns`: runs every campaign in campaigns/ at full size. `-- --quick`: a few minutes in
 * all. `-- R1 R5`: only those. `-- --seed 42`: repeats a run. Fails when anything was lost.
 */
import { relative } from 'node:path';

import { addToReport, readCodeState } from './campaigns/campaign-report.mjs';
import { readCommand } from './campaigns/command.mjs';
import { findCampaigns, loadCampaign, loadConduct } from './campaigns/find-campaigns.mjs';
import { createScoreboard } from './campaigns/scoreboard.mjs';
import { createProgress, explain } from './setup/progress.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { reports } from './test-reports.mjs';

try {
  const { size, seed, ids } = readCommand(process.argv.slice(2));
  const files = findCampaigns(ids);
  // Without these packages, the campaigns that need them report what they leave out.
  await ensureSystemPackages(createProgress(), 'campaigns').catch((/** @type {unknown} */ error) =>
    console.log(`${explain(error)}\n`),
  );
  const conduct = await loadConduct();
  const board = createScoreboard(size);
  for (const { file } of files) {
    const campaign = await loadCampaign(file);
    const code = await readCodeState();
    const row = await board.show(file, campaign, (progress) =>
      conduct(campaign, campaign.sizes[size], {
        progress,
        ...(seed === undefined ? {} : { seed }),
      }),
    );
    addToReport(reports.campaigns, { ...row, ...code, size, endedAt: new Date().toISOString() });
  }
  board.printTable();
  console.log(`\nAlso in ${relative(process.cwd(), reports.campaigns)}.`);
  process.exitCode = board.rows.every(({ held }) => held) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
