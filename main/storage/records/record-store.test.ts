import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { added, attempt, connection, secrets, start } from '../../../testing/vault.js';
import type { ActivityEntry, OutboxEntry } from '../../connections/connection.js';
import type { CustomService } from '../../connections/custom-service.js';
import type { VaultWrite } from '../../ports/vault.js';
import { createMemoryDatabase, type Database } from '../disk/database.js';
import { noQuarantine } from '../disk/quarantine.js';
import { newRecordStore, openRecordStore } from './open-record-store.js';
import { recordKeys } from './record-keys.js';

function recordStoreIn(database: Database = createMemoryDatabase()) {
  const dataKey = Buffer.alloc(32, 1);
  return newRecordStore({
    database,
    dataKey,
    quarantine: noQuarantine,
    randomBytes,
    now: () => start,
  });
}

const outboxEntry: OutboxEntry = {
  connectionId: 'a',
  token: 'the-refresh-token',
  hint: 'refresh_token',
  authentication: { kind: 'none' },
};

const activity = (at: number, kind: ActivityEntry['kind'], id = 'a'): VaultWrite => ({
  kind: 'add_activity',
  entry: { connectionId: id, at, kind, failure: null },
});

describe('refusals', () => {
  test('the secrets of an unknown connection are missing', async () => {
    const { recordStore } = recordStoreIn();
    await expect(recordStore.secrets('nobody')).rejects.toMatchObject({ kind: 'missing' });
  });

  test('secrets for an unknown connection are rejected with the whole commit', async () => {
    const { recordStore } = recordStoreIn();
    const changes: VaultWrite[] = [
      { kind: 'put_attempt', attempt: attempt('t') },
      { kind: 'put_secrets', connectionId: 'nobody', secrets: secrets('x') },
    ];
    await expect(recordStore.commit(changes)).rejects.toMatchObject({ kind: 'missing' });
    expect(await recordStore.attempts()).toEqual([]);
  });

  test('a failed write leaves the old state, and the next one succeeds', async () => {
    const memory = createMemoryDatabase();
    let fails = false;
    const { recordStore } = recordStoreIn({
      ...memory,
      write: (writes) => (fails ? Promise.reject(new Error('disk on fire')) : memory.write(writes)),
    });
    await recordStore.commit(added('a'));
    fails = true;
    const refreshed: VaultWrite[] = [
      { kind: 'put_secrets', connectionId: 'a', secrets: secrets('second') },
    ];
    await expect(recordStore.commit(refreshed)).rejects.toThrow();
    expect(await recordStore.secrets('a')).toEqual(secrets('first-a'));
    fails = false;
    await recordStore.commit(refreshed);
    expect(await recordStore.secrets('a')).toEqual(secrets('second'));
  });
});

test('secrets older than the stored version are neither used nor written again (R5)', async () => {
  const database = createMemoryDatabase();
  const { recordStore, connections } = recordStoreIn(database);
  await recordStore.commit(added('a', 'first'));
  const keys = [recordKeys.connection('a'), recordKeys.secrets('a')];
  const old = await database.getMany(keys);
  await recordStore.commit(added('a', 'second'));
  await database.write(new Map(keys.map((key, index) => [key, old[index] ?? null])));

  await expect(recordStore.secrets('a')).rejects.toMatchObject({ kind: 'unreadable' });
  const renamed = connection('a', { ownLabel: 'Work' });
  await recordStore.commit([{ kind: 'put_connection', connection: renamed }]);
  expect(await connections()).toEqual([{ kind: 'secrets_unreadable', connection: renamed }]);
});

test('a write that seemed to fail but reached the disk is counted', async () => {
  const memory = createMemoryDatabase();
  let lies = false;
  const database: Database = {
    ...memory,
    async write(writes) {
      await memory.write(writes);
      if (lies) throw new Error('no answer from the disk');
    },
  };
  const { recordStore } = recordStoreIn(database);
  await recordStore.commit(added('a', 'first'));
  lies = true;
  await expect(recordStore.commit(added('a', 'second'))).rejects.toThrow();
  lies = false;
  await recordStore.commit(added('b'));
  const needs = { dataKey: Buffer.alloc(32, 1), quarantine: noQuarantine, randomBytes };
  const again = await openRecordStore({ ...needs, database, now: () => start }, null);
  expect(again?.recordStore.mayBeOutdated('a')).toBe(false);
  expect(await again?.recordStore.secrets('a')).toEqual(secrets('second'));
});

describe('one commit', () => {
  test('new secrets alone keep the description, a new description alone keeps the secrets', async () => {
    const { recordStore, connections } = recordStoreIn();
    await recordStore.commit(added('a'));
    await recordStore.commit([
      { kind: 'put_secrets', connectionId: 'a', secrets: secrets('second') },
    ]);
    const renamed = connection('a', { ownLabel: 'Work' });
    await recordStore.commit([{ kind: 'put_connection', connection: renamed }]);
    expect(await recordStore.secrets('a')).toEqual(secrets('second'));
    expect(await connections()).toEqual([{ kind: 'complete', connection: renamed }]);
  });

  test('concurrent commits keep their order', async () => {
    const { recordStore } = recordStoreIn();
    await recordStore.commit(added('a'));
    const commits = ['1', '2', '3'].map((name) =>
      recordStore.commit([{ kind: 'put_secrets', connectionId: 'a', secrets: secrets(name) }]),
    );
    await Promise.all(commits);
    expect(await recordStore.secrets('a')).toEqual(secrets('3'));
  });

  test('one token in the outbox replaces the secrets, and the connection stays listed (H74)', async () => {
    const database = createMemoryDatabase();
    const { recordStore, connections } = recordStoreIn(database);
    await recordStore.commit(added('a'));
    const renamed = connection('a', { ownLabel: 'Work' });
    await recordStore.commit([
      { kind: 'put_outbox_entry', entry: outboxEntry },
      { kind: 'delete_secrets', connectionId: 'a' },
      { kind: 'put_connection', connection: renamed },
    ]);
    expect(await recordStore.outboxEntry('a')).toEqual(outboxEntry);
    expect(await recordStore.outboxEntry('b')).toBeNull();
    expect(await connections()).toEqual([{ kind: 'secrets_unreadable', connection: renamed }]);
    expect(await database.getMany([recordKeys.secrets('a')])).toEqual([undefined]);

    const last = connection('a', { ownLabel: 'Home' });
    await recordStore.commit([{ kind: 'put_connection', connection: last }]);
    await recordStore.commit([{ kind: 'delete_connection', connectionId: 'a' }]);
    expect(await recordStore.outboxEntry('a')).toBeNull();
  });

  test('an outbox entry is encrypted on disk, and damage to it is noticed (H74)', async () => {
    const database = createMemoryDatabase();
    const { recordStore } = recordStoreIn(database);
    await recordStore.commit([...added('a'), { kind: 'put_outbox_entry', entry: outboxEntry }]);
    const key = recordKeys.outbox('a');
    const [record] = await database.getMany([key]);
    expect(Buffer.from(record!).includes(outboxEntry.token)).toBe(false);
    const damaged = Uint8Array.from(record!);
    damaged[damaged.length - 1]! ^= 1;
    await database.write(new Map([[key, damaged]]));
    expect(await recordStore.outboxEntry('a')).toBeNull();
  });

  test('removing a connection removes its secrets, intent and activity, and no others', async () => {
    const { recordStore, connections } = recordStoreIn();
    await recordStore.commit([...added('a'), ...added('a/b'), ...added('a0')]);
    await recordStore.commit([
      { kind: 'put_intent', intent: { connectionId: 'a', refreshTokenHash: 'h', at: start } },
    ]);
    await recordStore.commit([
      activity(start + 1, 'renamed'),
      { kind: 'delete_connection', connectionId: 'a' },
    ]);
    expect(await connections()).toEqual([
      { kind: 'complete', connection: connection('a/b') },
      { kind: 'complete', connection: connection('a0') },
    ]);
    await expect(recordStore.secrets('a')).rejects.toMatchObject({ kind: 'missing' });
    expect(await recordStore.intents()).toEqual([]);
    expect(await recordStore.activity('a', 10)).toEqual([]);
    expect(await recordStore.activity('a/b', 10)).toHaveLength(1);
  });

  test('removing a connection removes nothing of another in the same commit', async () => {
    const { recordStore, connections } = recordStoreIn();
    await recordStore.commit(added('b'));
    await recordStore.commit([
      { kind: 'put_attempt', attempt: attempt('t') },
      activity(start + 1, 'renamed', 'a'),
      activity(start + 1, 'renamed', 'b'),
      activity(start + 2, 'renamed', 'a'),
      { kind: 'put_outbox_entry', entry: { ...outboxEntry, connectionId: 'Z' } },
      { kind: 'delete_connection', connectionId: 'b' },
      { kind: 'put_outbox_entry', entry: { ...outboxEntry, connectionId: 'c' } },
    ]);
    expect(await connections()).toEqual([]);
    expect(await recordStore.attempts()).toEqual([attempt('t')]);
    expect(await recordStore.activity('a', 10)).toHaveLength(2);
    expect(await recordStore.activity('b', 10)).toEqual([]);
    expect(await recordStore.outboxEntry('Z')).not.toBeNull();
    expect(await recordStore.outboxEntry('c')).not.toBeNull();
  });

  test('deleting an outbox entry deletes no other (H74)', async () => {
    const { recordStore } = recordStoreIn();
    await recordStore.commit([
      { kind: 'put_outbox_entry', entry: outboxEntry },
      { kind: 'put_outbox_entry', entry: { ...outboxEntry, connectionId: 'b' } },
    ]);
    await recordStore.commit([{ kind: 'delete_outbox_entry', connectionId: 'a' }]);
    expect(await recordStore.outboxEntry('a')).toBeNull();
    expect(await recordStore.outboxEntry('b')).toMatchObject({ connectionId: 'b' });
  });

  test('a connection removed and added again in one commit starts over', async () => {
    const { recordStore } = recordStoreIn();
    await recordStore.commit(added('a', 'old'));
    await recordStore.commit([
      { kind: 'delete_connection', connectionId: 'a' },
      ...added('a', 'new'),
    ]);
    expect(await recordStore.secrets('a')).toEqual(secrets('new'));
    expect(await recordStore.activity('a', 10)).toHaveLength(1);
  });

  test('attempts, intents and custom services read back, and can be deleted', async () => {
    const { recordStore } = recordStoreIn();
    const service: CustomService = {
      kind: 'address',
      id: 'own',
      name: 'Own',
      serverAddress: 'https://id.example',
      clientId: 'c',
      clientSecret: 's',
      scopes: ['a'],
      signInMethod: 'app_link',
      resource: null,
      apiAddress: null,
      hasMetadata: true,
      usesClientMetadata: false,
      registered: null,
    };
    const intent = { connectionId: 'a', refreshTokenHash: 'h', at: start };
    await recordStore.commit([
      { kind: 'put_attempt', attempt: attempt('t') },
      { kind: 'put_intent', intent },
      { kind: 'put_service', service },
    ]);
    expect(await recordStore.attempts()).toEqual([attempt('t')]);
    expect(await recordStore.intents()).toEqual([intent]);
    expect(await recordStore.services()).toEqual([service]);
    await recordStore.commit([
      { kind: 'delete_attempt', attemptId: 't' },
      { kind: 'delete_intent', connectionId: 'a' },
      { kind: 'delete_service', serviceId: 'own' },
    ]);
    expect([
      await recordStore.attempts(),
      await recordStore.intents(),
      await recordStore.services(),
    ]).toEqual([[], [], []]);
  });
});

test('activity is read newest first, also within one millisecond, up to the limit', async () => {
  const { recordStore } = recordStoreIn();
  await recordStore.commit([activity(start, 'connected'), activity(start, 'renamed')]);
  await recordStore.commit([
    activity(start + 5, 'refreshed'),
    activity(start + 9, 'refreshed', 'b'),
  ]);
  const kinds = async (limit: number) =>
    (await recordStore.activity('a', limit)).map(({ kind }) => kind);
  expect(await kinds(10)).toEqual(['refreshed', 'renamed', 'connected']);
  expect(await kinds(2)).toEqual(['refreshed', 'renamed']);
});
