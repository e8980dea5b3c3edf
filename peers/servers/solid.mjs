/** The Community Solid Server with one account and its pod, in memory. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AppRunner } from '@solid/community-server';

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address();
    probe.close(() => resolve(free));
  });
});
const folder = await mkdtemp(join(tmpdir(), 'lanyard-peer-'));
const seedConfig = join(folder, 'seed.json');
const account = {
  email: 'alice@peer.example',
  password: 'a long password',
  pods: [{ name: 'alice' }],
};
await writeFile(seedConfig, JSON.stringify([account]));

// Over plain http it verifies WebIDs at this name only.
const baseUrl = `http://localhost:${String(port)}/`;
const app = await new AppRunner().create({
  config: '@css:config/default.json',
  loaderProperties: { dumpErrorState: false },
  shorthand: { port, baseUrl, seedConfig, loggingLevel: 'warn', rootFilePath: folder },
});
await app.start();
process.send?.({ address: baseUrl });
process.once('exit', () => void rm(folder, { recursive: true, force: true }));
