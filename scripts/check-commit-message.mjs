/** Git's hook commit-msg: refuses a subject that is too long or that Git takes for a comment. */
import { readFileSync } from 'node:fs';

import { subjectOf, subjectProblem } from './commit/commit-subject.mjs';

// Git sets this for a hook when it opens no editor.
const inEditor = process.env['GIT_EDITOR'] !== ':';
const message = readFileSync(process.argv[2] ?? '', 'utf8');
const problem = subjectProblem(subjectOf(message, inEditor));
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
}
