import { readdir, readlink } from 'node:fs/promises';

import { expect, test } from './fixtures.js';
import type { Lanyard } from './lanyard.js';

const pipeBehind = (pid: number, descriptor: number) =>
  readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');

/** The processes that read what main writes. */
async function readersOf({ application }: Lanyard): Promise<number[]> {
  const pid = await application.evaluate(() => process.pid);
  const pipes = await Promise.all([pipeBehind(pid, 1), pipeBehind(pid, 2)]);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const inputs = await Promise.all(pids.map(async (each) => [each, await pipeBehind(each, 0)]));
  return inputs
    .filter(([, input]) => pipes.includes(String(input)) && String(input).startsWith('pipe:'))
    .map(([reader]) => Number(reader));
}

/** Throws an error `times` times from one place and resolves to how many main then had to handle. */
const throwInMain = ({ application }: Lanyard, times: number) =>
  application.evaluate(async (_electron, count) => {
    const turns = async (number: number) => {
      for (let turn = 0; turn < number; turn += 1) await new Promise(setImmediate);
    };
    let handled = 0;
    const countOne = () => (handled += 1);
    process.on('uncaughtException', countOne);
    for (let thrown = 0; thrown < count; thrown += 1) {
      setImmediate(() => {
        throw new RangeError(`S3CR3T ${thrown}`);
      });
    }
    await turns(count + 100);
    process.off('uncaughtException', countOne);
    return handled;
  }, times);

test('an error nobody foresaw is reported once, and Lanyard goes on (D4)', async ({ lanyard }) => {
  const page = await lanyard.start();
  expect(await throwInMain(lanyard, 50)).toBe(50);
  await expect.poll(() => lanyard.said()).toContain('unexpected RangeError');
  expect((await lanyard.said()).match(/unexpected RangeError/g)).toHaveLength(1);
  expect(await lanyard.said()).not.toContain('S3CR3T');
  await page.openSettings();
});

test('once nobody reads the output, an error causes no further ones, and Lanyard goes on (D4)', async ({
  lanyard,
}) => {
  const page = await lanyard.start();
  const readers = await readersOf(lanyard);
  expect(readers.length).toBeGreaterThan(0);
  for (const reader of readers) process.kill(reader, 'SIGKILL');
  await expect.poll(() => readersOf(lanyard)).toEqual([]);

  expect(await throwInMain(lanyard, 1)).toBe(1);
  await page.openSettings();
});
