import { resolve } from 'node:path';

import { run } from './processes.js';

/** Once for all workers: builds the app and finds the Electron to run it. */
export default async function globalSetup(): Promise<void> {
  const project = resolve(import.meta.dirname, '..');
  // `npm test` has already set everything up.
  process.env['LANYARD_E2E_ELECTRON'] ??= (
    await run('npm', ['run', '--silent', 'electron-path', '--prefix', project], process.env)
  ).trim();
}
