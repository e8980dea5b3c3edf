/** Several processes open one vault (R6): one writes, the others report that it is in use and change nothing. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { buildChildScript } from '../../testing/child-script.js';
import type { Campaign, CampaignReport, Random } from '../campaign.js';
import { numberOnDisk } from './numbered-commits.js';
import { startWriter, type Writer } from './writer-process.js';

/** Processes started at the same time. */
const crowd = 8;
/** One in this many groups finds no vault and creates one. */
const oneMakes = 5;

export const campaign: Campaign = {
  id: 'R6',
  title: 'Two copies of the app: one writes, the others say that it is in use',
  unit: 'openings',
  sizes: { test: 24, quick: 200, full: 2_000 },
  async run(size, report) {
    const { random } = report;
    const child = await buildChildScript(join(import.meta.dirname, 'writer.child.ts'));
    const place = { file: child.file, directory: '', number: 0 };
    try {
      for (let round = 0; round * crowd < size; round++) {
        const makes = round % oneMakes === 0;
        if (makes)
          Object.assign(place, { directory: join(report.folder, `${round}`, 'vault'), number: 0 });
        const lose = (what: string) => report.lose(`crowd ${round}: ${what}`);
        await openTogether(place, makes, random, lose, report);
      }
    } finally {
      await child.remove();
    }
  },
};

interface Place {
  readonly file: string;
  readonly directory: string;
  number: number;
}

async function openTogether(
  place: Place,
  makes: boolean,
  random: Random,
  lose: (what: string) => void,
  report: CampaignReport,
): Promise<void> {
  const first = place.number + 1;
  const start = (number: number) =>
    startWriter(place.file, [place.directory, String(number), '1', 'hold']);
  const all = Array.from({ length: crowd }, (_, index) => start(first + index));
  const views = await Promise.all(all.map((writer) => writer.next()));
  report.tried(crowd);

  const owners = all.filter((_, index) => views[index] === 'open');
  const losers = all.filter((writer) => !owners.includes(writer));
  const [owner] = owners;
  if (!owner || owners.length > 1) lose(`${owners.length} opened it: ${views.join(', ')}`);
  // A process that creates one too late finds the folder in use.
  const allowed = makes ? ['in_use', 'not_accessible'] : ['in_use'];
  for (const loser of losers) {
    const said = await loser.ended();
    if (said.length !== 1 || !allowed.includes(said[0] ?? '')) lose(`a loser said ${said.join()}`);
  }
  if (owner) await endOwner(owner, random, start, lose, report);
  for (const another of owners.slice(1)) await another.kill();

  place.number = owner ? first + all.indexOf(owner) : place.number;
  const found = await numberOnDisk(place.directory);
  if (found.kind === 'torn') lose(found.what);
  else if (found.number !== place.number) lose(`${found.number} is stored, not ${place.number}`);
  const left = await readdir(dirname(place.directory));
  if (left.some((name) => name.includes('creating'))) lose(`left behind: ${left.join()}`);
}

/** The owner has reported its commit; then it hangs or not, and dies. */
async function endOwner(
  owner: Writer,
  random: Random,
  start: (number: number) => Writer,
  lose: (what: string) => void,
  report: CampaignReport,
): Promise<void> {
  const kept = await owner.next();
  if (!kept?.startsWith('kept ')) lose(`its owner could not write: ${kept ?? 'it ended'}`);
  await owner.next();
  if (random.below(2) === 0) {
    owner.process.kill('SIGSTOP');
    const said = await start(1).ended();
    if (said.join() !== 'in_use') lose(`beside an owner that hangs: ${said.join()}`);
    report.count('owners that hung');
  }
  await owner.kill();
}
