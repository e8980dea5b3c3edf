/** Git's hook commit-msg: refuses a subject that is too long. */
import { readFileSync } from 'node:fs';

import { subjectOf, subjectProblem } from './commit/commit-subject.mjs';

const problem = subjectProblem(subjectOf(readFileSync(process.argv[2] ?? '', 'utf8')));
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
}
