/**
 * `npm run peers`: installs the independent authorization servers of peers/package.json on first use,
 * then connects Lanyard's main process to each of them, up to disconnecting. `-- NAME`: only those
 * whose name contains it. Fails when a step of any fails; a peer is never skipped.
 */
import { join } from 'node:path';

import { ensureDependencies } from './setup/dependencies.mjs';
import { checkNodeVersion } from './setup/node-version.mjs';
import { createProgress, explain, SetupError } from './setup/progress.mjs';
import { projectDir } from './setup/project.mjs';

const progress = createProgress();
try {
  checkNodeVersion();
  await ensureDependencies(progress);
  await ensureDependencies(progress, {
    dir: join(projectDir, 'peers'),
    title: 'The peers, which are other projects’ authorization servers (about 160 MB)',
    options: ['--ignore-scripts'],
  });
  // Loads Vite, which may not have been installed before.
  const { loadPeers, packageVersions } = await import('./peers/load-peers.mjs');
  const { printTable } = await import('./peers/peers-table.mjs');
  const { peers, travel } = await loadPeers();
  const versions = packageVersions();
  const chosen = peers.filter(({ name }) =>
    process.argv.slice(2).every((part) => name.includes(part)),
  );
  if (chosen.length === 0) throw new SetupError('There is no peer of that name.');
  const rows = [];
  for (const peer of chosen) {
    const version = versions[peer.name] ?? '';
    const row = await progress.step(`${peer.name} ${version}`, (note) => travel(peer, note));
    rows.push({ ...row, version });
  }
  process.exitCode = printTable(rows, progress.say) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
