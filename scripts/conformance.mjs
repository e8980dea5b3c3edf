/**
 * `npm run conformance`: the official MCP conformance suite, every scenario of a client's authorization,
 * with Lanyard as the client. Prints a table; fails where a scenario fails. `-- auth/basic-cimd`: only that
 * scenario.
 */
import { join } from 'node:path';

import { runnerImport } from 'vite';

import { explain } from './setup/progress.mjs';
import { projectDir } from './setup/project.mjs';

/** @typedef {(scenarios: readonly string[], say: (line: string) => void) => Promise<boolean>} Report */

try {
  const settings = { root: projectDir, configFile: false, logLevel: 'error' };
  const file = join(projectDir, 'conformance', 'report.ts');
  /** @type {{ module: unknown }} */
  const imported = await runnerImport(file, /** @type {object} */ (settings));
  const { report } = /** @type {{ report: Report }} */ (imported.module);
  const passed = await report(process.argv.slice(2), (line) => console.log(line));
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
