/** Benchmark: memory of all processes after some idle seconds, against a bare window. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { type Benchmark, median } from './measurement.js';
import { bare, measuredInTurn, ours, type OutsideSetting, type Side } from './side-by-side.js';

/** In ms. */
const idleTime = 5_000;

export const memory: Benchmark<OutsideSetting> = {
  id: 'memory',
  title: 'Memory of all processes, idle for 5 s (R9)',
  onlyOn: { platform: 'linux', because: 'only Linux reports how processes share memory (PSS)' },
  async run(setting, note) {
    const rounds = setting.quick ? 1 : 5;
    const sides = {
      bare: bare(setting),
      few: await ours(setting, 20),
      many: await ours(setting, 10_000),
    };
    const samples = await measuredInTurn(sides, rounds, note, (side, counts) =>
      memoryAfterIdling(side, counts ? idleTime : 0),
    );
    return [
      {
        what: '20 connections, PSS, median',
        ours: median(samples.few),
        reference: { what: 'a bare window', value: median(samples.bare) },
        unit: 'MB',
        budget: { times: 1.3 },
      },
      {
        what: '10,000 connections, PSS, median',
        ours: median(samples.many),
        reference: { what: 'ours with 20', value: median(samples.few) },
        unit: 'MB',
        budget: { more: 150 },
      },
    ];
  },
};

/** @returns the sum over all processes, in MB */
async function memoryAfterIdling(side: Side, ms: number): Promise<number> {
  const { app } = await side.start();
  try {
    await app.leave();
    await pause(ms);
    const shares = await Promise.all((await withDescendants(app.pid)).map(proportionalShare));
    return shares.reduce((sum, share) => sum + share, 0) / 1_024;
  } finally {
    await app.end();
  }
}

async function withDescendants(root: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(
    await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)),
  );
  const isOfTree = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOfTree(parents.get(pid)));
  return pids.filter(isOfTree);
}

/** @returns undefined if the process has ended meanwhile */
async function parentOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const found = /^PPid:\s+([1-9]\d*)$/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** @returns its private memory plus its share of shared memory (PSS), in kB */
async function proportionalShare(pid: number): Promise<number> {
  const text = await readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}
