/**
 * Flips every bit of each kind of record and of both key files, truncates them to every length, fills
 * them with zeros, swaps and replays them (R5). The vault has to detect each damage, quarantine the
 * record and leave the others alone. A full run tries all damages, a smaller one a selection.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { StorageError } from '../../main/ports/storage-error.js';
import { onDisk } from '../../testing/vault-on-disk.js';
import {
  added,
  attempt,
  connection,
  recordStoreOf,
  openVault,
  secrets,
  start,
  writtenVault,
} from '../../testing/vault.js';
import { type Campaign, type CampaignReport, inLanes } from '../campaign.js';
import { rememberFolder } from './remembered-folder.js';

/** Vaults in parallel. */
const lanes = 4;

/** Damage to one vault: new contents by record or by file. */
interface Damage {
  readonly title: string;
  readonly records?: Readonly<Record<string, Buffer>>;
  readonly files?: Readonly<Record<string, Buffer>>;
  readonly leaves: Partial<Findings>;
}

/** The state of a damaged vault after opening it. */
interface Findings {
  readonly view: string;
  readonly a: string;
  readonly b: string;
  readonly attempts: readonly string[];
  readonly intents: readonly string[];
  /** Names of the quarantined records. */
  readonly setAside: readonly string[];
}

const unharmed: Findings = {
  view: 'open',
  a: 'complete',
  b: 'complete',
  attempts: ['one', 'two'],
  intents: ['a', 'b'],
  setAside: [],
};

const leavesOf: Readonly<Record<string, Partial<Findings>>> = {
  'secrets/a': { a: 'secrets_unreadable' },
  // The sealed record holds the description too.
  'connection/a': {},
  'attempt/one': { attempts: ['two'] },
  'intent/a': { intents: ['b'] },
  // Rebuilt from the connections.
  'meta/sequence': {},
  // The other records prove that the key belongs to them.
  'meta/canary': {},
};

export const campaign: Campaign = {
  id: 'R5',
  title: 'Every bit flipped, every length cut, swapped, played back: found out, one by one',
  unit: 'damages',
  sizes: { test: 150, quick: 1_500, full: Infinity },
  async run(size, report) {
    const whole = join(report.folder, 'whole');
    const all = await everyDamage(whole);
    report.count('damages there are', all.length);
    while (all.length > size) {
      const last = all.pop();
      const place = report.random.below(all.length + 1);
      if (last && place < all.length) all[place] = last;
    }
    const remembered = rememberFolder(whole);
    await inLanes(lanes, all, async (damage, lane) => {
      const directory = join(report.folder, `lane-${lane}`, 'vault');
      remembered.layDown(directory);
      await tryDamage(damage, directory, report);
      report.tried();
    });
  },
};

async function everyDamage(directory: string): Promise<Damage[]> {
  await writtenVault(directory, [
    ...added('a'),
    ...added('b'),
    { kind: 'put_attempt', attempt: attempt('one') },
    { kind: 'put_attempt', attempt: attempt('two') },
    ...['a', 'b'].map((connectionId) => {
      const intent = { connectionId, refreshTokenHash: `hash-${connectionId}`, at: start };
      return { kind: 'put_intent', intent } as const;
    }),
  ]);
  const old = await allRecords(directory);
  await writtenVault(directory, [
    { kind: 'put_secrets', connectionId: 'a', secrets: secrets('second-a') },
    { kind: 'put_connection', connection: connection('b', { ownLabel: 'Work' }) },
  ]);
  const records = await allRecords(directory);
  const recordOf = (key: string) => records.get(key) ?? Buffer.alloc(0);

  const all: Damage[] = [];
  for (const [key, leaves] of Object.entries(leavesOf)) {
    for (const { title, content } of everyHarmTo(recordOf(key))) {
      const setAside = [key];
      all.push({
        title: `${key}: ${title}`,
        records: { [key]: content },
        leaves: { ...leaves, setAside },
      });
    }
  }
  for (const name of ['key-a.json', 'key-b.json']) {
    const file = await readFile(join(directory, name));
    // Without its last line break it has the same meaning.
    for (const { title, content } of everyHarmTo(file, file.length - 1)) {
      all.push({
        title: `${name}: ${title}`,
        files: { [name]: content },
        leaves: { setAside: [name] },
      });
    }
  }
  const swap = (one: string, other: string, leaves: Partial<Findings>) =>
    all.push({
      title: `${one} and ${other} swapped`,
      records: { [one]: recordOf(other), [other]: recordOf(one) },
      leaves: { ...leaves, setAside: [one, other] },
    });
  swap('secrets/a', 'secrets/b', { a: 'secrets_unreadable', b: 'secrets_unreadable' });
  swap('connection/a', 'connection/b', {});
  swap('attempt/one', 'attempt/two', { attempts: [] });
  swap('intent/a', 'intent/b', { intents: [] });
  for (const key of ['secrets/a', 'connection/a', 'secrets/b', 'connection/b']) {
    const leaves = key.startsWith('secrets/') ? { [key.slice(-1)]: 'secrets_unreadable' } : {};
    const before = old.get(key) ?? Buffer.alloc(0);
    const title = `${key} as it was before`;
    all.push({ title, records: { [key]: before }, leaves: { ...leaves, setAside: [key] } });
  }
  return all;
}

function* everyHarmTo(
  whole: Buffer,
  longestCut = whole.length,
): Iterable<{ title: string; content: Buffer }> {
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const content = Buffer.from(whole);
    content.writeUInt8(content.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    yield { title: `bit ${bit} flipped`, content };
  }
  for (let length = 0; length < longestCut; length++) {
    yield { title: `cut to ${length} bytes`, content: whole.subarray(0, length) };
  }
  yield { title: 'filled with zeros', content: Buffer.alloc(whole.length) };
  yield { title: 'with a byte more', content: Buffer.concat([whole, Buffer.from('!')]) };
}

async function allRecords(directory: string): Promise<Map<string, Buffer>> {
  return new Map(await onDisk(directory, (level) => level.iterator().all()));
}

async function tryDamage(
  { title, records = {}, files = {}, leaves }: Damage,
  directory: string,
  report: CampaignReport,
): Promise<void> {
  for (const [name, content] of Object.entries(files))
    await writeFile(join(directory, name), content);
  if (Object.keys(records).length > 0) {
    await onDisk(directory, async (level) => {
      for (const [key, content] of Object.entries(records)) await level.put(key, content);
    });
  }
  const found = JSON.stringify(await findingsIn(directory));
  const expected = JSON.stringify({ ...unharmed, ...leaves });
  if (found !== expected) report.lose(`${title}: found ${found}, not ${expected}`);
  const changed = await changedRecords(directory, records);
  if (changed.length > 0) report.lose(`${title}: ${changed.join(', ')} is no longer as it was`);
}

/** Damaged records stay in place for repair; records that the vault derives are rebuilt. */
async function changedRecords(directory: string, damaged: Readonly<Record<string, Buffer>>) {
  if (Object.keys(damaged).length === 0) return [];
  const now = await allRecords(directory);
  return Object.entries(damaged)
    .filter(([key, content]) => !key.startsWith('meta/') && !now.get(key)?.equals(content))
    .map(([key]) => key);
}

async function findingsIn(directory: string): Promise<Findings> {
  const vault = await openVault(directory);
  try {
    const listed = await vault.connections();
    const isOpen = vault.view.kind === 'open';
    const unopenable = isOpen ? await recordStoreOf(vault).unopenable() : [];
    const stateOf = async (id: string, label: string | null, token: string) => {
      const one = listed.find((each) => each.connection.id === id);
      if (!one) return 'gone';
      if (one.kind !== 'complete' || !isOpen) return one.kind;
      if (unopenable.includes(id)) return 'secrets_unreadable';
      if (one.connection.ownLabel !== label) return 'another label';
      const kept = await recordStoreOf(vault)
        .secrets(id)
        .catch((error: unknown) => error as StorageError);
      if ('message' in kept) return kept.kind;
      return kept.tokens.refreshToken === `S3CR3T-${token}` ? 'complete' : 'another token';
    };
    return {
      view: vault.view.kind,
      a: await stateOf('a', null, 'second-a'),
      b: await stateOf('b', 'Work', 'first-b'),
      attempts: isOpen
        ? (await recordStoreOf(vault).attempts()).map(({ id }) => id)
        : unharmed.attempts,
      intents: isOpen
        ? (await recordStoreOf(vault).intents()).map((intent) => intent.connectionId)
        : unharmed.intents,
      setAside: await setAsideIn(directory),
    };
  } finally {
    await vault.close();
  }
}

async function setAsideIn(directory: string): Promise<readonly string[]> {
  const folder = join(directory, 'quarantine');
  const names = await readdir(folder).catch(() => []);
  const copies = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return copies.map((copy) => (JSON.parse(copy) as { name: string }).name).sort();
}
