/**
 * The process of the campaign of failing files: node:fs/promises is failing-files.fixture.ts here.
 * Prints one JSON line per try: what went wrong, null when nothing did.
 *
 * Arguments: an empty folder, how many tries, a seed.
 */
import { promises as fs, writeSync } from 'node:fs';
import { join } from 'node:path';

import { randomFrom } from '../../campaign.fixture.js';
import { StorageError, type Vault } from '../../connections/ports.js';
import { fail, failNoMore, type Fault, faults } from './failing-files.fixture.js';
import { numbered, numberOnDisk } from './numbered-commits.fixture.js';
import { overwrite, StandInSealer, vaultIn, writtenVault } from '../vault.fixture.js';

const [, , folder = '', size = '', seed = ''] = process.argv;
const random = randomFrom(Number(seed));

/** What the vault is doing when its files fail: the folder it starts from, and how it is opened. */
interface Scene {
  readonly title: string;
  prepare(directory: string): Promise<void>;
  readonly sealsAgain?: boolean;
}

const oneCommit = (directory: string) => writtenVault(directory, numbered(1));
const scenes: readonly Scene[] = [
  { title: 'making a vault', prepare: () => Promise.resolve() },
  { title: 'opening it', prepare: oneCommit },
  { title: 'sealing its key anew', prepare: oneCommit, sealsAgain: true },
  {
    title: 'mending a key file',
    async prepare(directory) {
      await oneCommit(directory);
      await fs.writeFile(join(directory, 'key-a.json'), 'rubbish');
    },
  },
  {
    title: 'setting a record aside',
    async prepare(directory) {
      await oneCommit(directory);
      await overwrite(directory, 'attempt/none', Buffer.from('rubbish'));
    },
  },
];

interface Try {
  readonly scene: Scene;
  readonly whole: string;
  readonly fault: Fault;
  readonly at: number;
  readonly sticky: boolean;
}

async function tryOnce({
  scene,
  whole,
  fault,
  at,
  sticky,
}: Try): Promise<{ fired: number; wrong: string | null }> {
  const parent = await fs.mkdtemp(join(folder, 'try-'));
  const directory = join(parent, 'vault');
  const before = scene.title === 'making a vault' ? 0 : 1;
  if (before > 0) await fs.cp(whole, directory, { recursive: true });
  const sealer = new StandInSealer();
  sealer.wantsSealAgain = scene.sealsAgain ?? false;
  const vault = vaultIn(directory, sealer, join(parent, 'marks'));

  fail({ fault, at, sticky });
  const during = await commitIn(vault, before + 1);
  const fired = failNoMore();
  const again = await commitIn(vault, before + 2);
  await vault.close();
  const found = await numberOnDisk(directory);
  await fs.rm(parent, { recursive: true });

  const wrong =
    during.startsWith('untyped') || during.startsWith('opening')
      ? `the caller was told ${during}`
      : again !== 'kept'
        ? `told ${during}, and once the fault was gone ${again}`
        : found.kind === 'torn'
          ? `told ${during}; ${found.what}`
          : found.number !== before + 2
            ? `told ${during}; ${found.number} is stored, not ${before + 2}`
            : null;
  return { fired, wrong };
}

/** What the person would see: 'kept', or why not. */
async function commitIn(vault: Vault, number: number): Promise<string> {
  await vault.open();
  const { view, ledger } = vault;
  if (!ledger) return view.kind === 'unreadable' ? `${view.cause} (${view.detail})` : view.kind;
  try {
    await vault.connections();
    await ledger.attempts();
    await ledger.commit(numbered(number));
    return 'kept';
  } catch (error) {
    return error instanceof StorageError ? error.kind : `untyped ${String(error)}`;
  }
}

const combinations = scenes.flatMap((scene) =>
  faults.flatMap((fault) => [false, true].map((sticky) => ({ scene, fault, sticky }))),
);
/** In an order of its own each time, for runs that do not try all. */
const shuffled = combinations
  .map((one) => ({ one, place: random.next() }))
  .sort((a, b) => a.place - b.place)
  .map(({ one }) => one);

const wholes = new Map<Scene, string>();
for (const scene of scenes) {
  const whole = join(folder, `whole-${wholes.size}`, 'vault');
  await scene.prepare(whole);
  wholes.set(scene, whole);
}
let left = Number(size);
for (const { scene, fault, sticky } of shuffled) {
  for (let at = 1; left > 0; at++) {
    const { fired, wrong } = await tryOnce({
      scene,
      whole: wholes.get(scene) ?? '',
      fault,
      at,
      sticky,
    });
    if (fired === 0) break;
    left--;
    const title = `${scene.title}, ${fault} at call ${at}${sticky ? ' and after' : ''}`;
    writeSync(1, `${JSON.stringify({ wrong: wrong && `${title}: ${wrong}` })}\n`);
  }
}
process.exit(0);
