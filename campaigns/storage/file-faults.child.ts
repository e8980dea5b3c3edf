/**
 * Process of the campaign file-faults.ts, in which failing-files.ts replaces node:fs/promises. Prints one
 * JSON line per try: the error, or null.
 *
 * Arguments: an empty folder, the number of tries, a seed, the index of its share, the number of shares.
 */
import { promises as fs, writeSync } from 'node:fs';
import { join } from 'node:path';

import { StorageError } from '../../main/ports/storage-error.js';
import type { Vault } from '../../main/ports/vault.js';
import { overwrite } from '../../testing/vault-on-disk.js';
import { StandInSealer, vaultIn, writtenVault } from '../../testing/vault.js';
import { randomFrom } from '../campaign.js';
import { fail, failNoMore, faults, meetsAnyCall, type Plan } from './failing-files.js';
import { numbered, numberOnDisk } from './numbered-commits.js';
import { type RememberedFolder, rememberFolder } from './remembered-folder.js';

const [, , folder = '', size = '', seed = '', share = '', shares = ''] = process.argv;
const random = randomFrom(Number(seed));

/** The vault's activity when its files fail: the initial folder, and how the vault is opened. */
interface Scene {
  readonly title: string;
  prepare(directory: string): Promise<void>;
  readonly sealsAgain?: boolean;
  readonly makesIt?: boolean;
}

const oneCommit = (directory: string) => writtenVault(directory, numbered(1));
const scenes: readonly Scene[] = [
  { title: 'making a vault', prepare: () => Promise.resolve(), makesIt: true },
  { title: 'opening it', prepare: oneCommit },
  { title: 'sealing its key again', prepare: oneCommit, sealsAgain: true },
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

async function tryOnce(
  scene: Scene,
  plans: readonly Plan[],
): Promise<{ fired: number; wrong: string | null }> {
  const parent = await fs.mkdtemp(join(folder, 'try-'));
  const directory = join(parent, 'vault');
  const before = scene.makesIt ? 0 : 1;
  if (before > 0) wholes.get(scene)?.layDown(directory);
  const sealer = new StandInSealer();
  sealer.wantsSealAgain = scene.sealsAgain ?? false;
  const vault = vaultIn(directory, sealer, join(parent, 'marks'));

  fail(...plans);
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

/** @returns what the user would see: 'kept', or the reason why not */
async function commitIn(vault: Vault, number: number): Promise<string> {
  await vault.open();
  const { view, recordStore } = vault;
  if (!recordStore)
    return view.kind === 'unreadable' ? `${view.cause} (${view.detail})` : view.kind;
  try {
    await vault.connections();
    await recordStore.attempts();
    await recordStore.commit(numbered(number));
    return 'kept';
  } catch (error) {
    return error instanceof StorageError ? error.kind : `untyped ${String(error)}`;
  }
}

const single = scenes.flatMap((scene) =>
  faults.flatMap((fault) => [false, true].map((sticky) => ({ scene, fault, sticky }))),
);
/** Candidates for the second fault; of those that apply to any call, one is picked each time. */
const anyOther = faults.filter(meetsAnyCall);
const seconds = [null, ...faults.filter((fault) => !meetsAnyCall(fault))];
const pairs = scenes.flatMap((scene) =>
  faults.flatMap((first) => seconds.map((second) => ({ scene, first, second }))),
);

/** This process's share in random order, for runs that do not try all. */
function shared<T>(list: readonly T[]): readonly T[] {
  return list
    .map((one) => ({ one, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
    .filter((_, index) => index % Number(shares) === Number(share));
}

const wholes = new Map<Scene, RememberedFolder>();
for (const scene of scenes) {
  const whole = join(folder, `whole-${scene.title}`, 'vault');
  await scene.prepare(whole);
  if (scene.makesIt !== true) wholes.set(scene, rememberFolder(whole));
}
let left = Number(size);

/** @returns the number of faults that occurred; 0 also if no more tries are needed */
async function fails(scene: Scene, ...plans: readonly Plan[]): Promise<number> {
  if (left <= 0) return 0;
  const { fired, wrong } = await tryOnce(scene, plans);
  // A try with fewer faults has already covered it.
  if (fired < plans.length) return fired;
  left--;
  const title = plans.map(
    ({ fault, at, sticky }) => `${fault} at call ${at}${sticky ? ' and after' : ''}`,
  );
  const told = wrong && `${scene.title}, ${title.join(', then ')}: ${wrong}`;
  writeSync(1, `${JSON.stringify({ pair: plans.length > 1, wrong: told })}\n`);
  return fired;
}

for (const { scene, fault, sticky } of shared(single)) {
  for (let at = 1; (await fails(scene, { fault, at, sticky })) > 0; at++);
}
for (const { scene, first, second } of shared(pairs)) {
  for (let at = 1, fired = 1; fired > 0; at++) {
    for (let after = 1; ; after++) {
      const plan = { fault: first, at, sticky: false };
      const then = { fault: second ?? random.pick(anyOther), at: after, sticky: false };
      fired = await fails(scene, plan, then);
      if (fired < 2) break;
    }
  }
}
process.exit(0);
