import { readFile } from 'node:fs/promises';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';

test('an ordinary user connects an account with the sandbox on (E4)', async ({
  lanyard,
  server,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  await page.refresh('Ada Example');
  await expect.poll(() => server.requestsTo('token', 'refresh_token')).toHaveLength(1);

  const processes = await lanyard.processes();
  expect(processes.filter(({ argv }) => argv.includes('--no-sandbox'))).toEqual([]);
  const renderers = processes.filter(({ argv }) => argv.includes('--type=renderer'));
  expect(renderers.length).toBeGreaterThan(0);
  for (const { pid } of renderers) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).not.toMatch(/^Uid:\t0\t/m);
  }
  const again = await lanyard.restart();
  await expect(again.connection('Ada Example')).toContainText('Working');
});
