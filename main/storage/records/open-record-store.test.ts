/** Opening a record store: what it reads and reports, and what the next opening knows. */
import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { added, attempt, connection, secrets, start } from '../../../testing/vault.js';
import type { VaultWrite } from '../../ports/vault.js';
import { createMemoryDatabase, type Database, type KeyRange } from '../disk/database.js';
import { noQuarantine } from '../disk/quarantine.js';
import { deriveKeys } from '../keys/data-key.js';
import { canaryRecords, canaryText } from './canary.js';
import { createHighWaterMark } from './high-water-mark.js';
import { newRecordStore, openRecordStore } from './open-record-store.js';
import { createRecordCipher } from './record-cipher.js';
import { recordKeys } from './record-keys.js';

const dataKey = Buffer.alloc(32, 1);
const keys = deriveKeys(dataKey);
const cipher = createRecordCipher(keys, randomBytes);
const whole = (id: string) => ({ kind: 'complete', connection: connection(id) });
const optionsOf = (database: Database) => ({
  database,
  dataKey,
  quarantine: noQuarantine,
  randomBytes,
  now: () => start,
});

/** The records of a vault with these changes in it. */
async function recordsWith(changes: readonly VaultWrite[]): Promise<Database> {
  const database = createMemoryDatabase();
  const text = canaryText(keys.keyFingerprint, start, randomBytes, null);
  await database.write(canaryRecords({ cipher }, text));
  await newRecordStore(optionsOf(database)).recordStore.commit(changes);
  return database;
}

async function openOn(
  database: Database,
  stateDirectory: string | null = null,
  onIntegrityChange = () => {},
) {
  const open = await openRecordStore({ ...optionsOf(database), onIntegrityChange }, stateDirectory);
  if (!open) throw new Error('these are the records of another key');
  return open;
}

test('records of another key do not open, and nothing is written to them (S3)', async () => {
  const database = await recordsWith(added('a'));
  const other = { ...optionsOf(database), dataKey: Buffer.alloc(32, 2) };
  const write = () => Promise.reject(new Error('it was written to'));
  expect(await openRecordStore({ ...other, database: { ...database, write } }, null)).toBeNull();
});

test('the list is not read a second time after opening, until something changes (R9)', async () => {
  const database = await recordsWith([...added('a'), ...added('b')]);
  let read = 0;
  const counting = {
    ...database,
    getMany: (of: readonly string[]) => (read++, database.getMany(of)),
    pages: (of: KeyRange) => (read++, database.pages(of)),
  };
  const open = await openOn(counting);
  read = 0;
  expect(await open.connections()).toEqual([whole('a'), whole('b')]);
  expect(read).toBe(0);
  await open.recordStore.commit(added('c'));
  expect(await open.connections()).toEqual([whole('a'), whole('b'), whole('c')]);
  expect(read).toBeGreaterThan(0);
});

test('sequence numbers continue', async () => {
  const database = await recordsWith(added('a'));
  const versionOf = async (key: string) => {
    const [record] = await database.getMany([key]);
    return Number(Buffer.from(record ?? []).readBigUInt64BE(2));
  };
  const before = await versionOf(recordKeys.sequence);
  const { recordStore } = await openOn(database);
  await recordStore.commit([{ kind: 'put_attempt', attempt: attempt('t') }]);
  expect(await versionOf(recordKeys.attempt('t'))).toBe(before + 1);
  expect(await versionOf(recordKeys.sequence)).toBe(before + 1);
});

test('without the summary they continue after the highest of any kind (R5)', async () => {
  const database = await recordsWith([
    ...added('a'),
    { kind: 'put_attempt', attempt: attempt('t') },
  ]);
  const [highest] = await database.getMany([recordKeys.connection('a')]);
  await database.write(new Map([[recordKeys.sequence, null]]));
  const { recordStore, integrity } = await openOn(database);
  expect(integrity([])).toMatchObject({ kind: 'older', findings: { records: { expected: null } } });
  await recordStore.commit([{ kind: 'put_attempt', attempt: attempt('u') }]);
  const [next] = await database.getMany([recordKeys.attempt('u')]);
  expect(Buffer.from(next ?? []).readBigUInt64BE(2)).toBeGreaterThan(
    Buffer.from(highest ?? []).readBigUInt64BE(2),
  );
});

test('each commit raises this computer’s mark, which the next opening compares (H65)', async () => {
  const database = await recordsWith(added('a'));
  const marks = await newDirectory();
  const open = await openOn(database, marks);
  expect(open.integrity([])).toEqual({ kind: 'none' });
  await open.recordStore.commit(added('b'));
  await open.close();
  const mark = createHighWaterMark(marks, keys.keyFingerprint, cipher);
  const [summary] = await database.getMany([recordKeys.sequence]);
  expect(BigInt(await mark.read())).toBe(Buffer.from(summary ?? []).readBigUInt64BE(2));
  mark.raise(1_000);
  await mark.close();

  const again = await openOn(database, marks);
  expect(again.recordStore.mayBeOutdated('a')).toBe(true);
  expect(again.integrity(['copy'])).toMatchObject({
    kind: 'older',
    findings: { connections: 2, newestWrite: { seen: 1_000 }, copies: ['copy'] },
  });
  await again.recordStore.commit([
    { kind: 'put_secrets', connectionId: 'a', secrets: secrets('new') },
  ]);
  expect(again.recordStore.mayBeOutdated('a')).toBe(false);
  expect(again.recordStore.mayBeOutdated('b')).toBe(true);
  const [refreshed] = await database.getMany([recordKeys.secrets('a')]);
  expect(Buffer.from(refreshed ?? []).readBigUInt64BE(2)).toBeGreaterThan(1_000n);
  await again.close();
});

test('commits are reported only while the integrity may improve (H65)', async () => {
  const marks = await newDirectory();
  const database = await recordsWith(added('a'));
  let reports = 0;
  const calm = await openOn(database, marks, () => reports++);
  await calm.recordStore.commit(added('b'));
  expect(reports).toBe(0);
  await calm.close();
  const mark = createHighWaterMark(marks, keys.keyFingerprint, cipher);
  mark.raise(1_000);
  await mark.close();
  const outdated = await openOn(database, marks, () => reports++);
  await outdated.recordStore.commit(added('c'));
  expect(reports).toBe(1);
  await outdated.close();
});

test('a new one in memory has no findings, and closes (S2)', async () => {
  const open = newRecordStore(optionsOf(createMemoryDatabase()));
  expect(open.integrity(['copy'])).toEqual({ kind: 'none' });
  expect(await open.connections()).toEqual([]);
  await expect(open.close()).resolves.toBeUndefined();
});

test('damaged intents, services and attempts are set aside and hide no other (S4)', async () => {
  const database = await recordsWith([
    { kind: 'put_intent', intent: { connectionId: 'a', refreshTokenHash: 'h', at: start } },
    { kind: 'put_intent', intent: { connectionId: 'b', refreshTokenHash: 'h', at: start } },
    ...added('a'),
  ]);
  const [record] = await database.getMany([recordKeys.intent('a')]);
  // Sealed by this vault, for another key.
  await database.write(new Map([[recordKeys.intent('b'), record ?? null]]));
  const aside: string[] = [];
  const quarantine = { setAside: (name: string) => Promise.resolve(void aside.push(name)) };
  const open = await openRecordStore({ ...optionsOf(database), quarantine }, null);
  expect(await open?.recordStore.intents()).toHaveLength(1);
  expect(aside).toEqual([recordKeys.intent('b')]);

  const [outbox, activity] = [recordKeys.outbox('a'), recordKeys.activity('a', start, 999)];
  await database.write(
    new Map([
      [outbox, Buffer.from('rubbish')],
      [activity, Buffer.from('rubbish')],
    ]),
  );
  expect(await open?.recordStore.outboxEntry('a')).toBeNull();
  expect(await open?.recordStore.activity('a', 10)).toHaveLength(1);
  expect(aside).toEqual([recordKeys.intent('b'), outbox, activity]);
});
