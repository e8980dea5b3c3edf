/** Benchmarks: time until the list is usable, against a bare window; and the cost of many connections. */
import { type Benchmark, median } from './measurement.js';
import { bare, measuredInTurn, ours, type OutsideSetting, type Side } from './side-by-side.js';

const rounds = ({ quick }: OutsideSetting) => (quick ? 4 : 15);

export const start: Benchmark<OutsideSetting> = {
  id: 'start',
  title: 'From the start to a usable list',
  async run(setting, note) {
    note('filling the vault');
    const sides = { ours: await ours(setting, 20), bare: bare(setting) };
    const samples = await measuredInTurn(sides, rounds(setting), note, startedAndEnded);
    return [
      {
        what: '20 connections, median',
        ours: median(samples.ours),
        reference: { what: 'a bare window', value: median(samples.bare) },
        unit: 'ms',
        budget: { times: 1.35 },
      },
    ];
  },
};

export const startWithMany: Benchmark<OutsideSetting> = {
  id: 'start-with-many',
  title: 'From the start to a usable list of many (R9)',
  async run(setting, note) {
    note('filling the vaults');
    const sides = { few: await ours(setting, 20), many: await ours(setting, 10_000) };
    const samples = await measuredInTurn(sides, rounds(setting), note, startedAndEnded);
    return [
      {
        what: '10,000 connections, median',
        ours: median(samples.many),
        reference: { what: 'ours with 20', value: median(samples.few) },
        unit: 'ms',
        budget: { times: 2, atMost: 2_000 },
      },
    ];
  },
};

/** @returns `usableAfter`, in ms */
async function startedAndEnded(side: Side): Promise<number> {
  const { app, usableAfter } = await side.start();
  await app.end();
  return usableAfter;
}
