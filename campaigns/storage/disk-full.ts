/**
 * A disk that is really full, read-only or gone, and a path that is too long (R3): the app reports it,
 * keeps everything acknowledged, and continues once there is space. The disks are tmpfs, which only root
 * can mount.
 */
import { execFile } from 'node:child_process';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { buildChildScript } from '../../testing/child-script.js';
import { openVault, writtenVault } from '../../testing/vault.js';
import type { Campaign, CampaignReport } from '../campaign.js';
import { numbered, numberOnDisk } from './numbered-commits.js';
import { startWriter } from './writer-process.js';

const run = promisify(execFile);
/** About the size of an empty vault; LevelDB's log is the rest. */
const smallestKiB = 64;
const largestKiB = 512;
const commits = 60;

interface Trial {
  /** A new folder. */
  readonly folder: string;
  readonly file: string;
  readonly report: CampaignReport;
  readonly lose: (what: string) => void;
}

const trials = [
  { title: 'a disk that fills up', mounts: true, tryIt: fillsUp },
  { title: 'a disk full from the start', mounts: true, tryIt: fullFromTheStart },
  { title: 'a disk that is read-only', mounts: true, tryIt: readOnly },
  { title: 'a folder that is deleted', mounts: false, tryIt: deleted },
  { title: 'a path that is too long', mounts: false, tryIt: tooLong },
];

export const campaign: Campaign = {
  id: 'R3',
  title: 'Disk full, read-only or gone: reported, and everything acknowledged stays',
  unit: 'trials',
  sizes: { test: 5, quick: 40, full: 200 },
  async run(size, report) {
    const canMount = await mountable(report.folder);
    const possible = trials.filter(({ mounts }) => canMount || !mounts);
    if (!canMount) report.leaveOut('disks of their own: needs root, and mount(8)');
    const script = await buildChildScript(join(import.meta.dirname, 'writer.child.ts'));
    try {
      for (let number = 0; number < size; number++) {
        const trial = possible[number % possible.length];
        const folder = join(report.folder, String(number));
        await mkdir(folder);
        const lose = (what: string) => report.lose(`${trial?.title ?? ''}, ${number}: ${what}`);
        await trial?.tryIt({ folder, file: script.file, report, lose });
        report.tried();
      }
    } finally {
      await script.remove();
    }
  },
};

async function mountable(folder: string): Promise<boolean> {
  const place = join(folder, 'mountable');
  await mkdir(place);
  try {
    await onDiskOf(place, 64, () => Promise.resolve());
    return true;
  } catch {
    return false;
  }
}

async function onDiskOf(place: string, kib: number, use: () => Promise<void>): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'lanyard', place]);
  try {
    await use();
  } finally {
    await run('umount', ['--lazy', place]);
  }
}

async function fillsUp({ folder, file, report, lose }: Trial): Promise<void> {
  const kib = smallestKiB + report.random.below(largestKiB - smallestKiB);
  await onDiskOf(folder, kib, async () => {
    const directory = join(folder, 'vault');
    const [view = '', ...said] = await startWriter(file, [directory, '1', String(commits)]).ended();
    const refused = said.filter((line) => !line.startsWith('kept '));
    const told =
      view === 'open' ? refused.every((line) => line.startsWith('full ')) : view === 'disk_full';
    if (!told)
      lose(
        `${kib} KiB: told ${view}, ${[...new Set(refused.map((line) => line.split(' ')[0]))].join()}`,
      );
    report.count('commits refused', refused.length);
    const last = said.filter((line) => line.startsWith('kept ')).at(-1);
    const before = Number(last?.split(' ')[1] ?? 0);
    await run('mount', ['-o', `remount,size=${largestKiB * 4}k`, folder]);
    await expectNumber(directory, before, lose);
    await expectGoesOn(directory, file, commits + 1, lose);
  });
}

async function fullFromTheStart({ folder, file, report, lose }: Trial): Promise<void> {
  await onDiskOf(folder, largestKiB, async () => {
    const directory = join(folder, 'vault');
    await writtenVault(directory, numbered(1));
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(largestKiB * 1024)).catch(() => undefined);
    // A few free blocks remain, or none.
    const left = report.random.below(5) * 4096;
    if (left > 0)
      await truncate(ballast, largestKiB * 1024 - 64 * 1024 - left).catch(() => undefined);
    const said = await startWriter(file, [directory, '2', '3']).ended();
    const known = said.every((line) => /^(open|disk_full|full \d|kept \d)$/.test(line));
    if (!known) lose(`told ${said.join()}`);
    const last = said.filter((line) => line.startsWith('kept ')).at(-1);
    await rm(ballast);
    await expectNumber(directory, Number(last?.split(' ')[1] ?? 1), lose);
    await expectGoesOn(directory, file, 5, lose);
  });
}

async function readOnly({ folder, file, lose }: Trial): Promise<void> {
  await onDiskOf(folder, largestKiB * 4, async () => {
    const directory = join(folder, 'vault');
    await writtenVault(directory, numbered(1));
    await run('mount', ['-o', 'remount,ro', folder]);
    const said = await startWriter(file, [directory, '2', '2']).ended();
    if (
      said.some((line) => line.startsWith('kept') || line.startsWith('untyped')) ||
      said[0] === 'open'
    ) {
      lose(`told ${said.join()}`);
    }
    await run('mount', ['-o', 'remount,rw', folder]);
    await expectNumber(directory, 1, lose);
    await expectGoesOn(directory, file, 2, lose);
  });
}

async function deleted({ folder, file, lose }: Trial): Promise<void> {
  const directory = join(folder, 'vault');
  await writtenVault(directory, numbered(1));
  const writer = startWriter(file, [directory, '2', '3', 'asked']);
  await writer.next();
  await rm(directory, { recursive: true });
  writer.process.stdin.end('go\n');
  const [, ...said] = await writer.ended();
  if (said.some((line) => !line.startsWith('failed '))) lose(`told ${said.join()}`);
}

async function tooLong({ folder, lose }: Trial): Promise<void> {
  const vault = await openVault(join(folder, 'x'.repeat(300), 'vault'));
  if (vault.view.kind !== 'unreadable') lose(`it is ${vault.view.kind}`);
  await vault.close();
}

async function expectNumber(
  directory: string,
  number: number,
  lose: (what: string) => void,
): Promise<void> {
  const found = await numberOnDisk(directory);
  if (found.kind === 'torn') lose(found.what);
  else if (found.number !== number)
    lose(`${found.number} is stored, and ${number} was the last acknowledged`);
}

async function expectGoesOn(
  directory: string,
  file: string,
  number: number,
  lose: (what: string) => void,
): Promise<void> {
  const said = await startWriter(file, [directory, String(number), '1']).ended();
  if (said.join() !== `open,kept ${number}`) lose(`with room again it said ${said.join()}`);
}
