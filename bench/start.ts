/** From the process's start to a list a person can use, beside a bare window; and what many connections add. */
import { type Benchmark, median } from './measurement.js';
import { bare, ours, type OutsideSetting, type Side } from './side-by-side.js';

export const start: Benchmark<OutsideSetting> = {
  id: 'start',
  title: 'From the start to a usable list (R9)',
  async run(setting, note) {
    const rounds = setting.quick ? 4 : 15;
    note('filling the vaults');
    const sides = {
      few: await ours(setting, 20),
      many: await ours(setting, 10_000),
      bare: bare(setting),
    };
    const samples = { few: [] as number[], many: [] as number[], bare: [] as number[] };
    // The first start of each warms up what the computer keeps of its files, and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      note(`${String(round)} of ${String(rounds)}`);
      for (const side of ['bare', 'few', 'many'] as const) {
        const took = await startedAndEnded(sides[side]);
        if (round > 0) samples[side].push(took);
      }
    }
    return [
      {
        what: '20 connections, median',
        ours: median(samples.few),
        reference: { what: 'a bare window', value: median(samples.bare) },
        unit: 'ms',
        budget: { times: 1.35 },
      },
      {
        what: '10,000 connections, median',
        ours: median(samples.many),
        reference: { what: 'ours with 20', value: median(samples.few) },
        unit: 'ms',
        budget: { times: 2 },
      },
    ];
  },
};

async function startedAndEnded(side: Side): Promise<number> {
  const { app, usableAfter } = await side.start();
  await app.end();
  return usableAfter;
}
