/** Paths of the test runners' reports, which `npm test` counts and `npm run cases` reads. */
import { join } from 'node:path';

import { projectDir } from './setup/project.mjs';

export const resultsDir = join(projectDir, 'test-results');

export const reports = {
  unit: join(resultsDir, 'unit.json'),
  electron: join(resultsDir, 'electron.json'),
  // Differs from the report of a separate `npm run e2e`, which may hold only one test.
  endToEnd: join(resultsDir, 'end-to-end.json'),
  /** Report of `npm run screens`, and of its comparison in `npm test`. */
  screens: join(resultsDir, 'screens.json'),
  /** Report of `npm run campaigns`. */
  campaigns: join(resultsDir, 'campaigns.json'),
  /** Report of `npm run bench`. */
  bench: join(resultsDir, 'bench.json'),
};
