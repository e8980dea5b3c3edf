/** Damaged, swapped or replayed records: what remains for the user, and what is reported. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { onDisk, overwrite, recordOf } from '../../../testing/vault-on-disk.js';
import {
  added,
  attempt,
  connection,
  recordStoreOf,
  openVault,
  secrets,
  StandInSealer,
  writtenVault,
} from '../../../testing/vault.js';

const whole = (id: string) => ({ kind: 'complete', connection: connection(id) });
const unreadable = (id: string) => ({ kind: 'secrets_unreadable', connection: connection(id) });

async function vaultOfTwo(): Promise<string> {
  const directory = await newDirectory();
  await writtenVault(directory, [...added('a'), ...added('b')]);
  return directory;
}

function bitFlipped(record: Buffer): Buffer {
  const flipped = Buffer.from(record);
  flipped[record.length - 3]! ^= 4;
  return flipped;
}

async function quarantined(directory: string): Promise<unknown[]> {
  const folder = join(directory, 'quarantine');
  const names = await readdir(folder).catch(() => []);
  const copies = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return copies.map((copy): unknown => JSON.parse(copy));
}

test('with damaged secrets the connection stays listed as such, a copy is set aside, the record stays, and others work (S4)', async () => {
  const directory = await vaultOfTwo();
  const damaged = bitFlipped(await recordOf(directory, 'secrets/a'));
  await overwrite(directory, 'secrets/a', damaged);
  for (const start of ['first', 'second']) {
    const vault = await openVault(directory);
    expect([start, await vault.connections()]).toEqual([start, [whole('a'), whole('b')]]);
    expect(await recordStoreOf(vault).unopenable()).toEqual(['a']);
    await expect(recordStoreOf(vault).secrets('a')).rejects.toMatchObject({ kind: 'unreadable' });
    expect(await recordStoreOf(vault).secrets('b')).toEqual(secrets('first-b'));
    await vault.close();
  }
  expect(await recordOf(directory, 'secrets/a')).toEqual(damaged);
  expect(await quarantined(directory)).toEqual([
    expect.objectContaining({ name: 'secrets/a', value: damaged.toString('base64') }),
  ]);
});

test('damaged secrets that are replaced during the check are not reported (S4)', async () => {
  const directory = await vaultOfTwo();
  await overwrite(directory, 'secrets/a', bitFlipped(await recordOf(directory, 'secrets/a')));
  const vault = await openVault(directory);
  const looked = recordStoreOf(vault).unopenable();
  const signedInAgain = recordStoreOf(vault).commit(added('a', 'new'));
  await signedInAgain;
  expect(await looked).toEqual([]);
  expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('new'));
});

test('a new label leaves unreadable secrets where they are (S4)', async () => {
  const directory = await vaultOfTwo();
  const damaged = bitFlipped(await recordOf(directory, 'secrets/a'));
  await overwrite(directory, 'secrets/a', damaged);
  await writtenVault(directory, [
    { kind: 'put_connection', connection: connection('a', { ownLabel: 'Work' }) },
  ]);
  expect(await recordOf(directory, 'secrets/a')).toEqual(damaged);
});

test('the list of a locked vault tells connections without secrets apart, and garbage hides nothing (S4)', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, [...added('a'), ...added('b'), ...added('c')]);
  await onDisk(directory, (level) => level.del('secrets/a'));
  await overwrite(directory, 'connection/b', Buffer.from('rubbish'));
  const vault = await openVault(directory, Object.assign(new StandInSealer(), { key: 2 }));
  expect(vault.view.kind).toBe('locked');
  expect(await vault.connections()).toEqual([unreadable('a'), whole('c')]);
  await vault.close();
  expect(await quarantined(directory)).toEqual([]);
});

test('a damaged summary is set aside (S4)', async () => {
  const directory = await vaultOfTwo();
  await overwrite(directory, 'meta/sequence', Buffer.from('rubbish'));
  await (await openVault(directory)).close();
  expect(await quarantined(directory)).toMatchObject([{ name: 'meta/sequence' }]);
});

test('signing in again repairs a connection with damaged secrets (S4)', async () => {
  const directory = await vaultOfTwo();
  await overwrite(directory, 'secrets/a', Buffer.alloc(4));
  const vault = await openVault(directory);
  await recordStoreOf(vault).commit([
    { kind: 'put_connection', connection: connection('a', { ownLabel: 'Work' }) },
  ]);
  expect((await vault.connections())[0]?.kind).toBe('secrets_unreadable');
  await recordStoreOf(vault).commit(added('a', 'new'));
  expect(await vault.connections()).toEqual([whole('a'), whole('b')]);
  expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('new'));
});

test.each(['damaged', 'missing', 'made up'])(
  'a description that is %s costs nothing: the sealed record has a copy (S4)',
  async (state) => {
    const directory = await vaultOfTwo();
    const record = await recordOf(directory, 'connection/a');
    const madeUp = Buffer.from(record.toString('latin1').replace('Ada', 'Eve'), 'latin1');
    if (state === 'missing') await onDisk(directory, (level) => level.del('connection/a'));
    else
      await overwrite(directory, 'connection/a', state === 'damaged' ? bitFlipped(record) : madeUp);
    const vault = await openVault(directory);
    expect(new Set(await vault.connections())).toEqual(new Set([whole('a'), whole('b')]));
    expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
  },
);

test('a connection with both records damaged is listed as long as it is readable at all', async () => {
  const directory = await vaultOfTwo();
  const record = await recordOf(directory, 'connection/a');
  record[12]! ^= 1;
  await overwrite(directory, 'connection/a', record);
  await overwrite(directory, 'secrets/a', Buffer.alloc(4));
  const vault = await openVault(directory);
  expect(await vault.connections()).toEqual([unreadable('a'), whole('b')]);
  expect(await quarantined(directory)).toHaveLength(2);
});

test('two swapped records are both noticed (R5)', async () => {
  const directory = await vaultOfTwo();
  const [a, b] = [await recordOf(directory, 'secrets/a'), await recordOf(directory, 'secrets/b')];
  await overwrite(directory, 'secrets/a', b);
  await overwrite(directory, 'secrets/b', a);
  const vault = await openVault(directory);
  expect(await vault.connections()).toEqual([unreadable('a'), unreadable('b')]);
});

test('replayed old secrets are noticed, and an old description is ignored (R5)', async () => {
  const directory = await vaultOfTwo();
  const old = await recordOf(directory, 'secrets/a');
  const oldDescription = await recordOf(directory, 'connection/b');
  await writtenVault(directory, [
    { kind: 'put_secrets', connectionId: 'a', secrets: secrets('second') },
    { kind: 'put_connection', connection: connection('b', { ownLabel: 'Work' }) },
  ]);
  await overwrite(directory, 'secrets/a', old);
  await overwrite(directory, 'connection/b', oldDescription);
  const vault = await openVault(directory);
  expect(await vault.connections()).toEqual([
    unreadable('a'),
    { kind: 'complete', connection: connection('b', { ownLabel: 'Work' }) },
  ]);
  await expect(recordStoreOf(vault).secrets('a')).rejects.toMatchObject({ kind: 'unreadable' });
  expect(await quarantined(directory)).toHaveLength(2);
});

test('one damaged attempt does not hide the others', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, [
    { kind: 'put_attempt', attempt: attempt('one') },
    { kind: 'put_attempt', attempt: attempt('two') },
  ]);
  await overwrite(directory, 'attempt/one', Buffer.from('rubbish'));
  const vault = await openVault(directory);
  expect(await recordStoreOf(vault).attempts()).toEqual([attempt('two')]);
  expect(await quarantined(directory)).toHaveLength(1);
});

test('a damaged sequence number is recovered from the connections', async () => {
  const directory = await vaultOfTwo();
  await overwrite(directory, 'meta/sequence', Buffer.from('rubbish'));
  const vault = await openVault(directory);
  await recordStoreOf(vault).commit([
    { kind: 'put_secrets', connectionId: 'a', secrets: secrets('second') },
  ]);
  await vault.close();
  const version = (record: Buffer) => Number(record.readBigUInt64BE(2));
  expect(version(await recordOf(directory, 'secrets/a'))).toBeGreaterThan(
    version(await recordOf(directory, 'secrets/b')),
  );
});

test('the newest ten copies are kept (S4)', async () => {
  const directory = await vaultOfTwo();
  for (let damage = 0; damage < 12; damage++) {
    await overwrite(directory, 'secrets/a', Buffer.from(`damage ${damage}`));
    const vault = await openVault(directory);
    await vault.connections();
    await vault.close();
  }
  expect(await quarantined(directory)).toHaveLength(10);
});
