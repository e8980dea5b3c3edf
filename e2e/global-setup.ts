import { resolve } from 'node:path';
import { run } from './processes.js';

/** Once for all workers: the build and the Electron it runs on, as set-up finds or makes them. */
export default async function globalSetup(): Promise<void> {
  const project = resolve(import.meta.dirname, '..');
  // Whoever started the tests may have set everything up already.
  process.env['LANYARD_E2E_ELECTRON'] ??= (
    await run('npm', ['run', '--silent', 'electron-path', '--prefix', project], process.env)
  ).trim();
}
