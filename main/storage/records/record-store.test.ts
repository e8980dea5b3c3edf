import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { ActivityEntry, OutboxEntry, OwnService } from '../../connections/connection.js';
import type { Change } from '../../ports/vault.js';
import { createMemoryDatabase, type Database } from '../disk/database.js';
import { newLedger, openLedger } from './open-record-store.js';
import { noQuarantine } from '../disk/quarantine.js';
import { recordKeys } from './record-keys.js';
import { added, attempt, connection, secrets, start } from '../../../testing/vault.js';

function ledgerIn(database: Database = createMemoryDatabase()) {
  const dataKey = Buffer.alloc(32, 1);
  return newLedger({ database, dataKey, quarantine: noQuarantine, randomBytes, now: () => start });
}

const outboxEntry: OutboxEntry = {
  connectionId: 'a',
  token: 'the-refresh-token',
  hint: 'refresh_token',
  authentication: { kind: 'none' },
};

const activity = (at: number, kind: ActivityEntry['kind'], id = 'a'): Change => ({
  kind: 'add_activity',
  entry: { connectionId: id, at, kind, failure: null },
});

describe('refusals', () => {
  test('secrets of an unknown connection are missing', async () => {
    const { ledger } = ledgerIn();
    await expect(ledger.secrets('nobody')).rejects.toMatchObject({ kind: 'missing' });
  });

  test('secrets for an unknown connection are refused, and the whole commit with them', async () => {
    const { ledger } = ledgerIn();
    const changes: Change[] = [
      { kind: 'put_attempt', attempt: attempt('t') },
      { kind: 'put_secrets', connectionId: 'nobody', secrets: secrets('x') },
    ];
    await expect(ledger.commit(changes)).rejects.toMatchObject({ kind: 'missing' });
    expect(await ledger.attempts()).toEqual([]);
  });

  test('a failed write leaves the old state, and the next one is taken', async () => {
    const memory = createMemoryDatabase();
    let fails = false;
    const { ledger } = ledgerIn({
      ...memory,
      write: (writes) => (fails ? Promise.reject(new Error('disk on fire')) : memory.write(writes)),
    });
    await ledger.commit(added('a'));
    fails = true;
    const renewed: Change[] = [
      { kind: 'put_secrets', connectionId: 'a', secrets: secrets('second') },
    ];
    await expect(ledger.commit(renewed)).rejects.toThrow();
    expect(await ledger.secrets('a')).toEqual(secrets('first-a'));
    fails = false;
    await ledger.commit(renewed);
    expect(await ledger.secrets('a')).toEqual(secrets('second'));
  });
});

test('R5 secrets that come back older than they were stored are not used, nor stored anew', async () => {
  const database = createMemoryDatabase();
  const { ledger, connections } = ledgerIn(database);
  await ledger.commit(added('a', 'first'));
  const keys = [recordKeys.connection('a'), recordKeys.secrets('a')];
  const old = await database.getMany(keys);
  await ledger.commit(added('a', 'second'));
  await database.write(new Map(keys.map((key, index) => [key, old[index] ?? null])));

  await expect(ledger.secrets('a')).rejects.toMatchObject({ kind: 'unreadable' });
  const renamed = connection('a', { ownLabel: 'Work' });
  await ledger.commit([{ kind: 'put_connection', connection: renamed }]);
  expect(await connections()).toEqual([{ kind: 'secrets_unreadable', connection: renamed }]);
});

test('a write that failed, it seemed, yet reached the disk is counted from there', async () => {
  const memory = createMemoryDatabase();
  let lies = false;
  const database: Database = {
    ...memory,
    async write(writes) {
      await memory.write(writes);
      if (lies) throw new Error('no answer from the disk');
    },
  };
  const { ledger } = ledgerIn(database);
  await ledger.commit(added('a', 'first'));
  lies = true;
  await expect(ledger.commit(added('a', 'second'))).rejects.toThrow();
  lies = false;
  await ledger.commit(added('b'));
  const needs = { dataKey: Buffer.alloc(32, 1), quarantine: noQuarantine, randomBytes };
  const again = await openLedger({ ...needs, database, now: () => start }, null);
  expect(again?.ledger.mayBeOutdated('a')).toBe(false);
  expect(await again?.ledger.secrets('a')).toEqual(secrets('second'));
});

describe('one commit', () => {
  test('renewed secrets alone keep the description, a new description alone keeps the secrets', async () => {
    const { ledger, connections } = ledgerIn();
    await ledger.commit(added('a'));
    await ledger.commit([{ kind: 'put_secrets', connectionId: 'a', secrets: secrets('second') }]);
    const renamed = connection('a', { ownLabel: 'Work' });
    await ledger.commit([{ kind: 'put_connection', connection: renamed }]);
    expect(await ledger.secrets('a')).toEqual(secrets('second'));
    expect(await connections()).toEqual([{ kind: 'whole', connection: renamed }]);
  });

  test('commits made at once are kept in their order', async () => {
    const { ledger } = ledgerIn();
    await ledger.commit(added('a'));
    const commits = ['1', '2', '3'].map((name) =>
      ledger.commit([{ kind: 'put_secrets', connectionId: 'a', secrets: secrets(name) }]),
    );
    await Promise.all(commits);
    expect(await ledger.secrets('a')).toEqual(secrets('3'));
  });

  test('H74 secrets make room for one token in the outbox, and the connection stays listed', async () => {
    const database = createMemoryDatabase();
    const { ledger, connections } = ledgerIn(database);
    await ledger.commit(added('a'));
    const renamed = connection('a', { ownLabel: 'Work' });
    await ledger.commit([
      { kind: 'put_outbox_entry', entry: outboxEntry },
      { kind: 'delete_secrets', connectionId: 'a' },
      { kind: 'put_connection', connection: renamed },
    ]);
    expect(await ledger.outboxEntry('a')).toEqual(outboxEntry);
    expect(await ledger.outboxEntry('b')).toBeNull();
    expect(await connections()).toEqual([{ kind: 'secrets_unreadable', connection: renamed }]);
    expect(await database.getMany([recordKeys.secrets('a')])).toEqual([undefined]);

    const last = connection('a', { ownLabel: 'Home' });
    await ledger.commit([{ kind: 'put_connection', connection: last }]);
    await ledger.commit([{ kind: 'delete_connection', connectionId: 'a' }]);
    expect(await ledger.outboxEntry('a')).toBeNull();
  });

  test('H74 what the outbox holds is not on the disk in the clear, and damage to it is seen', async () => {
    const database = createMemoryDatabase();
    const { ledger } = ledgerIn(database);
    await ledger.commit([...added('a'), { kind: 'put_outbox_entry', entry: outboxEntry }]);
    const key = recordKeys.outbox('a');
    const [record] = await database.getMany([key]);
    expect(Buffer.from(record!).includes(outboxEntry.token)).toBe(false);
    const damaged = Uint8Array.from(record!);
    damaged[damaged.length - 1]! ^= 1;
    await database.write(new Map([[key, damaged]]));
    expect(await ledger.outboxEntry('a')).toBeNull();
  });

  test('removing a connection removes its secrets, intent and activity, and nobody else’s', async () => {
    const { ledger, connections } = ledgerIn();
    await ledger.commit([...added('a'), ...added('a/b'), ...added('a0')]);
    await ledger.commit([
      { kind: 'put_intent', intent: { connectionId: 'a', refreshTokenHash: 'h', at: start } },
    ]);
    await ledger.commit([
      activity(start + 1, 'renamed'),
      { kind: 'delete_connection', connectionId: 'a' },
    ]);
    expect(await connections()).toEqual([
      { kind: 'whole', connection: connection('a/b') },
      { kind: 'whole', connection: connection('a0') },
    ]);
    await expect(ledger.secrets('a')).rejects.toMatchObject({ kind: 'missing' });
    expect(await ledger.intents()).toEqual([]);
    expect(await ledger.activity('a', 10)).toEqual([]);
    expect(await ledger.activity('a/b', 10)).toHaveLength(1);
  });

  test('removing a connection takes nothing of another with it that the same commit brings', async () => {
    const { ledger, connections } = ledgerIn();
    await ledger.commit(added('b'));
    await ledger.commit([
      { kind: 'put_attempt', attempt: attempt('t') },
      activity(start + 1, 'renamed', 'a'),
      activity(start + 1, 'renamed', 'b'),
      activity(start + 2, 'renamed', 'a'),
      { kind: 'put_outbox_entry', entry: { ...outboxEntry, connectionId: 'Z' } },
      { kind: 'delete_connection', connectionId: 'b' },
      { kind: 'put_outbox_entry', entry: { ...outboxEntry, connectionId: 'c' } },
    ]);
    expect(await connections()).toEqual([]);
    expect(await ledger.attempts()).toEqual([attempt('t')]);
    expect(await ledger.activity('a', 10)).toHaveLength(2);
    expect(await ledger.activity('b', 10)).toEqual([]);
    expect(await ledger.outboxEntry('Z')).not.toBeNull();
    expect(await ledger.outboxEntry('c')).not.toBeNull();
  });

  test('H74 a token in the outbox goes when it is taken out, and no other', async () => {
    const { ledger } = ledgerIn();
    await ledger.commit([
      { kind: 'put_outbox_entry', entry: outboxEntry },
      { kind: 'put_outbox_entry', entry: { ...outboxEntry, connectionId: 'b' } },
    ]);
    await ledger.commit([{ kind: 'delete_outbox_entry', connectionId: 'a' }]);
    expect(await ledger.outboxEntry('a')).toBeNull();
    expect(await ledger.outboxEntry('b')).toMatchObject({ connectionId: 'b' });
  });

  test('a connection removed and added again in one commit starts afresh', async () => {
    const { ledger } = ledgerIn();
    await ledger.commit(added('a', 'old'));
    await ledger.commit([{ kind: 'delete_connection', connectionId: 'a' }, ...added('a', 'new')]);
    expect(await ledger.secrets('a')).toEqual(secrets('new'));
    expect(await ledger.activity('a', 10)).toHaveLength(1);
  });

  test('attempts, intents and own services come back as they were, and go', async () => {
    const { ledger } = ledgerIn();
    const service: OwnService = {
      kind: 'address',
      id: 'own',
      name: 'Own',
      serverAddress: 'https://id.example',
      clientId: 'c',
      clientSecret: 's',
      scopes: ['a'],
      way: 'app_link',
      resource: null,
      registered: null,
    };
    const intent = { connectionId: 'a', refreshTokenHash: 'h', at: start };
    await ledger.commit([
      { kind: 'put_attempt', attempt: attempt('t') },
      { kind: 'put_intent', intent },
      { kind: 'put_service', service },
    ]);
    expect(await ledger.attempts()).toEqual([attempt('t')]);
    expect(await ledger.intents()).toEqual([intent]);
    expect(await ledger.services()).toEqual([service]);
    await ledger.commit([
      { kind: 'delete_attempt', attemptId: 't' },
      { kind: 'delete_intent', connectionId: 'a' },
      { kind: 'delete_service', serviceId: 'own' },
    ]);
    expect([await ledger.attempts(), await ledger.intents(), await ledger.services()]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

test('activity is read newest first, also within one millisecond, and no further than asked', async () => {
  const { ledger } = ledgerIn();
  await ledger.commit([activity(start, 'connected'), activity(start, 'renamed')]);
  await ledger.commit([activity(start + 5, 'refreshed'), activity(start + 9, 'refreshed', 'b')]);
  const kinds = async (limit: number) =>
    (await ledger.activity('a', limit)).map(({ kind }) => kind);
  expect(await kinds(10)).toEqual(['refreshed', 'renamed', 'connected']);
  expect(await kinds(2)).toEqual(['refreshed', 'renamed']);
});
