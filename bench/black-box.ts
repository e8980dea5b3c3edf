/** The benchmarks of the whole app: a Node.js process that repeatedly starts it and the bare window. */
import { scroll, search } from './in-the-list.js';
import { measureAll, send } from './measure-all.js';
import type { Benchmark } from './measurement.js';
import { memory } from './memory.js';
import type { OutsideSetting } from './side-by-side.js';
import { start, startWithMany } from './start.js';

const benchmarks: readonly Benchmark<OutsideSetting>[] = [
  start,
  startWithMany,
  memory,
  search,
  scroll,
];

type Order = Omit<OutsideSetting, 'directory'> & { readonly only: readonly string[] };

process.once('disconnect', () => process.exit());
process.once('message', ({ only, ...setting }: Order) => {
  measureAll(benchmarks, only, ({ run }, directory, note) =>
    run({ ...setting, directory }, note),
  ).catch((error: unknown) => send({ kind: 'failed', id: '', reason: String(error) }));
});
