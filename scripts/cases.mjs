/**
 * `npm run cases`: each case of docs/cases.md, the tests of the last `npm test` that name it, the
 * last long runs (`npm run campaigns`, `npm run bench`), and how they ended. Fails where a case is not
 * shown as the list says; a long run that was not made is told as that. `-- --json` for programs.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { commitsSince } from './campaigns/campaign-report.mjs';
import { readCaseList } from './cases/case-list.mjs';
import { judge } from './cases/judgement.mjs';
import {
  campaignsInWords,
  findLongRuns,
  resultsOfBench,
  resultsOfCampaigns,
} from './cases/long-runs.mjs';
import { printCases } from './cases/print-cases.mjs';
import { resultsOfPlaywright, resultsOfVitest } from './cases/test-results.mjs';
import { projectDir } from './setup/project.mjs';
import { readReport } from './test-counts.mjs';
import { reports } from './test-reports.mjs';

const list = readCaseList(readFileSync(join(projectDir, 'docs', 'cases.md'), 'utf8'));
const unit = readReport(reports.unit);
const electron = readReport(reports.electron);
const endToEnd = readReport(reports.endToEnd);
const campaigns = readReport(reports.campaigns);

if (unit === undefined || electron === undefined || endToEnd === undefined) {
  console.error(
    'There is no complete last run to look at. Make one: npm test (unit, in Electron, end to end).',
  );
  process.exitCode = 1;
} else {
  const judgement = judge(
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
    for (const line of await campaignsInWords(campaigns, commitsSince)) console.log(line);
  }
  process.exitCode = judgement.holds ? 0 : 1;
}
