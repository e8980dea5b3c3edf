/** Where `npm test` leaves what each test runner reported, for counting and for `npm run cases`. */
import { join } from 'node:path';

import { projectDir } from './setup/project.mjs';

export const resultsDir = join(projectDir, 'test-results');

export const reports = {
  unit: join(resultsDir, 'unit.json'),
  electron: join(resultsDir, 'electron.json'),
  // Not where `npm run e2e` by itself leaves what it ran, which may be one test only.
  endToEnd: join(resultsDir, 'end-to-end.json'),
  /** What `npm run campaigns` leaves. */
  campaigns: join(resultsDir, 'campaigns.json'),
  /** What `npm run bench` leaves. */
  bench: join(resultsDir, 'bench.json'),
};
