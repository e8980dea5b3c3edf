import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';

const inUse = 'Another program is using the files. Nothing has been changed.';

/** Hashes of all files of the vault except LevelDB's log, which every attempt to open it rewrites. */
async function filesOf({ data }: Lanyard): Promise<Record<string, string>> {
  const vault = join(data, 'vault');
  const found = await readdir(vault, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile() && !entry.name.startsWith('LOG'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = async (path: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await hash(path)] as const)),
  );
}

test('a second copy of the app on the same vault reports that it is in use, makes no request and changes nothing (R6)', async ({
  lanyard,
  secondCopy,
  server,
  startConnectedAs,
}) => {
  const page = await startConnectedAs(ada);
  const before = await filesOf(lanyard);
  const asked = server.requests.length;

  const second = await secondCopy.start();
  await expect(second.window.getByText(inUse)).toBeVisible();
  await second.button('Try again').click();
  await expect(second.window.getByText(inUse)).toBeVisible();
  expect(await filesOf(lanyard)).toEqual(before);
  expect(server.requests).toHaveLength(asked);

  await page.refresh('Ada Example');
  await page.expectRefreshed('Ada Example');
});

test.describe('with access tokens said to live for 40 seconds', () => {
  test.use({ practice: { statedLifetime: 40 } });

  test('two copies on one vault never send a refresh token twice, and the second takes over once the first has quit (R6)', async ({
    lanyard,
    secondCopy,
    server,
    startConnectedAs,
  }) => {
    await startConnectedAs(ada);
    const refreshes = () => server.requestsTo('token', 'refresh_token');
    const second = await secondCopy.start();
    await expect(second.window.getByText(inUse)).toBeVisible();
    const before = refreshes().length;
    await expect.poll(() => refreshes().length).toBeGreaterThan(before + 1);

    // No request is in flight while the first copy quits.
    await server.stop();
    await lanyard.quit();
    await server.resume();
    await second.button('Try again').click();
    await expect(second.connection('Ada Example')).toContainText(/Working|Refreshing now/);
    const afterQuit = refreshes().length;
    await expect.poll(() => refreshes().length).toBeGreaterThan(afterQuit);

    const sent = refreshes().map(({ parameters }) => parameters['refresh_token']);
    expect(new Set(sent).size).toBe(sent.length);
    expect(refreshes().filter(({ status }) => status !== 200)).toEqual([]);
  });
});
