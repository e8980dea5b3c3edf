/**
 * `npm run cases`: lists each case of docs/cases.md with the results of the tests that name it, from
 * the last `npm test` and the last long runs (`npm run campaigns`, `npm run bench`). Fails where a case
 * is not shown as the list says; a long run that is missing is only reported. `-- --json` for programs.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { commitsSince } from './campaigns/campaign-report.mjs';
import { readCaseList } from './cases/case-list.mjs';
import {
  describeCampaignRuns,
  findLongRuns,
  resultsOfBench,
  resultsOfCampaigns,
} from './cases/long-runs.mjs';
import { printCases } from './cases/print-cases.mjs';
import { resultsOfPlaywright, resultsOfVitest } from './cases/test-results.mjs';
import { evaluateCases } from './cases/verdict.mjs';
import { projectDir } from './setup/project.mjs';
import { readReport } from './test-counts.mjs';
import { reports } from './test-reports.mjs';

const list = readCaseList(readFileSync(join(projectDir, 'docs', 'cases.md'), 'utf8'));
const unit = readReport(reports.unit);
const electron = readReport(reports.electron);
const endToEnd = readReport(reports.endToEnd);
const campaigns = readReport(reports.campaigns);

if (unit === undefined || electron === undefined || endToEnd === undefined) {
  console.error('There is no complete run yet. Run: npm test (unit, in Electron, end to end).');
  process.exitCode = 1;
} else {
  const judgement = evaluateCases(
    list,
    [
      ...resultsOfVitest(unit, { inElectron: false }),
      ...resultsOfVitest(electron, { inElectron: true }),
      ...resultsOfPlaywright(endToEnd),
      ...resultsOfCampaigns(campaigns),
      ...resultsOfBench(readReport(reports.bench)),
    ],
    findLongRuns(projectDir),
  );
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(judgement, null, 2));
  } else {
    const { isTTY, columns } = process.stdout;
    const color = isTTY && !process.env.NO_COLOR;
    console.log(printCases(judgement, { width: isTTY ? columns : 120, color, folder: projectDir }));
    const runs = [
      ['npm test', reports.endToEnd],
      ['npm run bench', reports.bench],
    ].map(([command = '', file = '']) => {
      const time = statSync(file, { throwIfNoEntry: false })?.mtime.toLocaleString();
      return `${command}: ${time ?? 'not run'}`;
    });
    console.log(runs.join(' · '));
    for (const line of await describeCampaignRuns(campaigns, commitsSince)) console.log(line);
  }
  process.exitCode = judgement.holds ? 0 : 1;
}
