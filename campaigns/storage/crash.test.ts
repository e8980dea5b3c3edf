/** The state that a process leaves behind which dies or runs out of space in the middle of its work. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  buildChildScript,
  type ChildScript,
  childEnvironment,
} from '../../testing/child-script.js';
import { newDirectory } from '../../testing/new-directory.js';
import { openVault, writtenVault } from '../../testing/vault.js';
import { conduct } from '../campaign.js';
import { campaign } from './kills.js';
import { numberOnDisk } from './numbered-commits.js';

let writer: ChildScript;
beforeAll(async () => {
  writer = await buildChildScript(join(import.meta.dirname, 'writer.child.ts'));
});
afterAll(() => writer.remove());

/** @param maximumFileSize in KiB: simulates a full disk at a known place, for any user */
function start(directory: string, commits: number, maximumFileSize = 'unlimited'): ChildProcess {
  const limited = `ulimit -f ${maximumFileSize}; exec "$0" "$@"`;
  const node = [process.execPath, writer.file, directory, '1', String(commits)];
  return spawn('bash', ['-c', limited, ...node], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment(),
  });
}

test('killed at any moment while it adds, refreshes, renames and removes, nothing acknowledged is lost or doubled (R1)', async () => {
  const { tried, lost } = await conduct(campaign, campaign.sizes.test);
  expect(lost).toEqual([]);
  expect(tried).toBe(campaign.sizes.test);
}, 120_000);

test('no space in the middle of a record: the commit fails, the next one succeeds, and no acknowledged one is lost (R3)', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, []);
  const child = start(directory, 40, '100');
  const exited = once(child, 'exit');
  const said: string[] = [];
  if (child.stdout) for await (const line of createInterface(child.stdout)) said.push(line);
  expect(await exited).toEqual([0, null]);

  const [view, ...outcomes] = said;
  expect(view).toBe('open');
  expect(outcomes).toHaveLength(40);
  const refused = outcomes.findIndex((line) => line.startsWith('full'));
  expect(refused).toBeGreaterThan(0);
  expect(outcomes[refused + 1]).toMatch(/^kept/);
  const kept = outcomes.filter((line) => line.startsWith('kept'));
  expect(kept.length + outcomes.filter((line) => line.startsWith('full')).length).toBe(40);
  const number = Number(kept.at(-1)?.split(' ')[1]);
  expect(await numberOnDisk(directory)).toEqual({ kind: 'complete', number });
}, 60_000);

test.each([1, 2])(
  'killed at change %i beside its place while a vault is made, there is a whole one or none (R1)',
  async (change) => {
    const directory = await newDirectory();
    const child = start(directory, 1);
    const exited = once(child, 'exit');
    let changes = 0;
    const watcher = watch(dirname(directory), () => {
      if (++changes === change) child.kill('SIGKILL');
    });
    await exited;
    watcher.close();
    expect(changes).toBeGreaterThanOrEqual(change);
    const vault = await openVault(directory);
    expect(vault.view.kind).toBe('open');
    await vault.close();
  },
);
