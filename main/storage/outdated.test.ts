/**
 * Records that may be older than the last ones written: a restored copy, or a disk that lost data.
 */
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Integrity } from '../../ipc/vault-view.js';
import { newDirectory } from '../../testing/new-directory.js';
import { onDisk, overwrite, recordOf } from '../../testing/vault-on-disk.js';
import { added, connection, recordStoreOf, openVault, secrets } from '../../testing/vault.js';
import type { VaultWrite, Vault } from '../ports/vault.js';

const marksOf = (directory: string) => join(dirname(directory), 'marks');
const opened = (directory: string) => openVault(directory, undefined, marksOf(directory));

async function commitIn(directory: string, changes: readonly VaultWrite[]): Promise<void> {
  const vault = await opened(directory);
  await recordStoreOf(vault).commit(changes);
  await vault.close();
}

const refreshed = (id: string, refreshToken: string): readonly VaultWrite[] => [
  { kind: 'put_connection', connection: connection(id) },
  { kind: 'put_secrets', connectionId: id, secrets: secrets(refreshToken) },
];

async function vaultOfThree(): Promise<string> {
  const directory = await newDirectory();
  await commitIn(directory, [...added('a'), ...added('b'), ...added('c')]);
  return directory;
}

const outdated = (vault: Vault) =>
  ['a', 'b', 'c'].filter((id) => recordStoreOf(vault).mayBeOutdated(id));

async function outdatedIn(directory: string): Promise<readonly string[]> {
  const vault = await opened(directory);
  const found = outdated(vault);
  await vault.close();
  return found;
}

const all = ['a', 'b', 'c'];

/** Backed up, refreshed once more, and restored. The backup does not have the high-water mark. */
async function restored(): Promise<string> {
  const directory = await vaultOfThree();
  await cp(directory, `${directory}-backup`, { recursive: true });
  await commitIn(directory, refreshed('a', 'second'));
  await rm(directory, { recursive: true });
  await cp(`${directory}-backup`, directory, { recursive: true });
  return directory;
}

describe('a restored copy (H65)', () => {
  test('is recognized, also after the next start', async () => {
    const directory = await restored();
    expect(await outdatedIn(directory)).toEqual(all);
    await commitIn(directory, [
      { kind: 'put_intent', intent: { connectionId: 'b', refreshTokenHash: 'h', at: 1 } },
    ]);
    expect(await outdatedIn(directory)).toEqual(all);
  });

  test('connections with new tokens are no longer outdated', async () => {
    const directory = await restored();
    await commitIn(directory, refreshed('b', 'new'));
    expect(await outdatedIn(directory)).toEqual(['a', 'c']);
  });

  test('a renamed connection stays outdated until it has new tokens, or is removed', async () => {
    const directory = await restored();
    const named = (id: string): VaultWrite => ({
      kind: 'put_connection',
      connection: connection(id, { ownLabel: 'Work' }),
    });
    await commitIn(directory, [named('a'), named('b')]);
    expect(await outdatedIn(directory)).toEqual(all);
    await commitIn(directory, [
      ...refreshed('a', 'new'),
      { kind: 'delete_connection', connectionId: 'b' },
    ]);
    await commitIn(directory, added('b'));
    expect(await outdatedIn(directory)).toEqual(['c']);
  });

  test('its sequence numbers are not used a second time', async () => {
    const directory = await restored();
    const seen = await markedIn(directory);
    await commitIn(directory, refreshed('c', 'other'));
    expect((await recordOf(directory, 'secrets/c')).readBigUInt64BE(2)).toBeGreaterThan(seen);
  });

  test('an unchanged vault is not taken for one', async () => {
    const directory = await vaultOfThree();
    await commitIn(directory, [
      { kind: 'delete_connection', connectionId: 'b' },
      ...refreshed('a', 'second'),
    ]);
    expect(await outdatedIn(directory)).toEqual([]);
  });

  test.each(['no mark', 'a damaged mark', 'the mark of another vault', 'no place for one'])(
    'with %s the vault opens without a finding',
    async (state) => {
      const directory = await restored();
      const [mark = ''] = await readdir(marksOf(directory));
      const path = join(marksOf(directory), mark);
      if (state === 'no mark') await rm(path);
      if (state === 'a damaged mark') await writeFile(path, 'rubbish');
      if (state === 'the mark of another vault') {
        const other = await vaultOfThree();
        const [otherMark = ''] = await readdir(marksOf(other));
        await cp(join(marksOf(other), otherMark), path);
      }
      if (state === 'no place for one') {
        await rm(marksOf(directory), { recursive: true });
        await writeFile(marksOf(directory), '');
      }
      await commitIn(directory, refreshed('a', 'again'));
      expect(await outdatedIn(directory)).toEqual([]);
    },
  );

  test('the high-water mark is private to its owner and holds only a number (S9)', async () => {
    const directory = await vaultOfThree();
    const [mark = ''] = await readdir(marksOf(directory));
    const path = join(marksOf(directory), mark);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(marksOf(directory))).mode & 0o777).toBe(0o700);
    expect((await stat(path)).size).toBe(42);
  });
});

/** The number in the header of the mark. */
async function markedIn(directory: string): Promise<bigint> {
  const [mark = ''] = await readdir(marksOf(directory));
  return (await readFile(join(marksOf(directory), mark))).readBigUInt64BE(2);
}

describe('a disk that silently loses data (R5)', () => {
  async function vaultRefreshed(): Promise<{
    directory: string;
    old: readonly (readonly [string, Buffer])[];
  }> {
    const directory = await vaultOfThree();
    const old: [string, Buffer][] = [];
    for (const key of ['connection/a', 'secrets/a'])
      old.push([key, await recordOf(directory, key)]);
    await commitIn(directory, refreshed('a', 'second'));
    await commitIn(directory, refreshed('b', 'second'));
    return { directory, old };
  }

  test('both records of a connection replayed: they are known to be possibly older', async () => {
    const { directory, old } = await vaultRefreshed();
    for (const [key, record] of old) await overwrite(directory, key, record);
    expect(await outdatedIn(directory)).toEqual(all);
  });

  test('a lost connection is noticed', async () => {
    const { directory } = await vaultRefreshed();
    await onDisk(directory, (level) =>
      level.batch([
        { type: 'del', key: 'connection/c' },
        { type: 'del', key: 'secrets/c' },
      ]),
    );
    expect(await outdatedIn(directory)).toEqual(all);
  });

  test.each(['intent/a', 'attempt/t', 'service/s', 'outbox/a'])(
    'the loss of %s is noticed',
    async (key) => {
      const { directory } = await vaultRefreshed();
      await overwrite(directory, key, await recordOf(directory, 'secrets/a'));
      expect(await outdatedIn(directory)).toEqual(all);
    },
  );

  test('with the summary lost, everything may be older', async () => {
    const { directory } = await vaultRefreshed();
    await onDisk(directory, (level) => level.del('meta/sequence'));
    expect(await outdatedIn(directory)).toEqual(all);
  });

  test('one damaged record makes no other one outdated', async () => {
    const { directory } = await vaultRefreshed();
    const record = await recordOf(directory, 'secrets/a');
    record[record.length - 1]! ^= 1;
    await overwrite(directory, 'secrets/a', record);
    expect(await outdatedIn(directory)).toEqual([]);
  });
});

/** The view of it in the window. */
describe('the user is informed (H65, R5)', () => {
  async function integrityIn(directory: string): Promise<Integrity> {
    const vault = await opened(directory);
    const integrity = integrityOf(vault);
    await vault.close();
    return integrity;
  }

  function integrityOf({ view }: Vault): Integrity {
    if (view.kind !== 'open') throw new Error(`the vault is ${view.kind}`);
    return view.integrity;
  }

  test('about nothing while nothing is wrong', async () => {
    const directory = await vaultOfThree();
    expect(await integrityIn(directory)).toEqual({ kind: 'none' });
    expect(await integrityIn(await newDirectory())).toEqual({ kind: 'none' });
  });

  test('about a restored copy: that it is older, and by how much', async () => {
    const directory = await restored();
    expect(await integrityIn(directory)).toMatchObject({
      kind: 'older',
      findings: {
        atThisStart: true,
        connections: 3,
        records: { expected: 6, found: 6 },
        newestWrite: { seen: 8, found: 7 },
        copies: [],
      },
    });
  });

  test('about a lost connection: that something is missing', async () => {
    const directory = await vaultOfThree();
    await onDisk(directory, (level) =>
      level.batch([
        { type: 'del', key: 'connection/c' },
        { type: 'del', key: 'secrets/c' },
      ]),
    );
    expect(await integrityIn(directory)).toMatchObject({
      kind: 'missing',
      findings: { connections: 2, records: { expected: 6, found: 4 } },
    });
  });

  test('about a lost summary: that records may be older, not how many there were', async () => {
    const directory = await vaultOfThree();
    await onDisk(directory, (level) => level.del('meta/sequence'));
    expect(await integrityIn(directory)).toMatchObject({
      kind: 'older',
      findings: { records: { expected: null, found: 6 } },
    });
  });

  test('at later starts too, until every connection has new tokens', async () => {
    const directory = await restored();
    await commitIn(directory, refreshed('a', 'new'));
    const vault = await opened(directory);
    expect(integrityOf(vault)).toMatchObject({
      kind: 'older',
      findings: { atThisStart: false, connections: 2 },
    });
    await recordStoreOf(vault).commit(refreshed('b', 'new'));
    expect(integrityOf(vault)).toMatchObject({ findings: { connections: 1 } });
    await recordStoreOf(vault).commit([{ kind: 'delete_connection', connectionId: 'c' }]);
    expect(integrityOf(vault)).toEqual({ kind: 'none' });
    await vault.close();
    expect(await integrityIn(directory)).toEqual({ kind: 'none' });
  });

  test('during this start even after all have new tokens: the lost one is still missing', async () => {
    const vault = await opened(await restored());
    await recordStoreOf(vault).commit([
      ...refreshed('a', 'n'),
      ...refreshed('b', 'n'),
      ...refreshed('c', 'n'),
    ]);
    expect(integrityOf(vault)).toMatchObject({ kind: 'older', findings: { connections: 0 } });
    await vault.close();
  });

  test('about repaired files: where their copy is', async () => {
    const directory = await vaultOfThree();
    const records = join(directory, 'records');
    const [log = ''] = (await readdir(records)).filter((name) => name.endsWith('.log'));
    await writeFile(join(records, log), '');
    await writeFile(join(records, 'CURRENT'), 'MANIFEST-000999\n');
    expect(await integrityIn(directory)).toMatchObject({
      findings: { copies: ['records-damaged-1'] },
    });
  });
});
