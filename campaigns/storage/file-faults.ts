/**
 * Lets each call to the file system fail in each way, once and permanently, and then any two of them
 * (R2): the vault has its old or its new state, the caller gets an error, and it works again once the
 * faults are gone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import { buildChildScript, childEnvironment } from '../../testing/child-script.js';
import type { Campaign, CampaignReport } from '../campaign.js';

/** Parallel processes, each with a share of the faults; fewer for a small run. */
const mostShares = 4;
const enoughForOne = 500;

export const campaign: Campaign = {
  id: 'R2',
  title: 'Each file operation fails in each way: the old state or the new one, never a third',
  unit: 'faults',
  sizes: { test: 60, quick: 2_500, full: Infinity },
  async run(size, report) {
    const room = import.meta.dirname;
    const script = await buildChildScript(join(room, 'file-faults.child.ts'), {
      'node:fs/promises': join(room, 'failing-files.ts'),
    });
    const seed = String(report.random.below(2 ** 32));
    const shares = Math.min(mostShares, Math.ceil(size / enoughForOne));
    const share = async (number: number) => {
      const folder = join(report.folder, String(number));
      await mkdir(folder);
      const wishes = [folder, Math.ceil(size / shares), seed, number, shares].map(String);
      await failFiles(script.file, wishes, report);
    };
    await Promise.all(Array.from({ length: shares }, (_, number) => share(number)));
    await script.remove();
  },
};

async function failFiles(
  file: string,
  args: readonly string[],
  report: CampaignReport,
): Promise<void> {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment(),
  });
  const errors = text(child.stderr);
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const { pair, wrong } = JSON.parse(line) as { pair: boolean; wrong: string | null };
    report.tried();
    if (pair) report.count('of two faults');
    if (wrong !== null) report.lose(wrong);
  }
  const [code] = (await exited) as [number | null];
  if (code !== 0) report.lose(`the process ended by itself: ${await errors}`);
}
