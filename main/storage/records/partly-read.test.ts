/**
 * Records that are genuine and not of a shape that this version knows: a newer version wrote them.
 * They are kept as they are, and the connection stays listed.
 */
import { describe, expect, test } from 'vitest';

import { changed, pathsIn, pathNameOf, strangers } from '../../../testing/record-paths.js';
import { stored, storedRecords } from '../../../testing/stored-records.js';
import { aConnection } from '../../../testing/test-world.js';
import { vaultWith, vaultWithTexts } from '../../../testing/vault-of-texts.js';
import { added, connection, secrets, start } from '../../../testing/vault.js';
import type { Connection } from '../../connections/connection.js';
import { isUsable } from '../../connections/usable-connection.js';
import { attentionReasonOf } from '../../connections/views/attention.js';
import { connectionView } from '../../connections/views/connection-view.js';
import { parseAs } from '../format/record-text.js';
import { listWhileLocked } from './connection-records.js';
import { connectionSchema, sealedConnectionSchema } from './connection-schemas.js';
import { recordKeys } from './record-keys.js';

type Members = Readonly<Record<string, unknown>>;
type Vault = Awaited<ReturnType<typeof vaultWith>>;

const whole = stored(sealedConnectionSchema, {
  connection: connection('a'),
  secrets: secrets('first'),
}) as { readonly connection: Members; readonly secrets: Members };
const description = whole.connection;

/** Renames the only connection that is listed, and opens the vault again. */
async function renamed(vault: Vault) {
  const [before] = await vault.open.connections();
  if (!before) throw new Error('it is not listed');
  const labelled = { ...before.connection, ownLabel: 'Renamed' };
  await vault.open.recordStore.commit([{ kind: 'put_connection', connection: labelled }]);
  return vault.reopened();
}

async function expectWhole(vault: Vault, open: Vault['open'], label: string) {
  expect(await open.connections(), label).toMatchObject([
    { kind: 'complete', connection: { id: 'a', ownLabel: 'Renamed' } },
  ]);
  expect(await open.recordStore.unopenable(), label).toEqual([]);
  expect(open.integrity([]), label).toEqual({ kind: 'none' });
  expect(vault.setAside, label).toEqual([]);
}

describe('secrets that open and that this version cannot read', () => {
  const { tokens } = whole.secrets as { readonly tokens: Members };
  const sealedRecords: readonly [string, unknown][] = [
    ['an array as token type', { ...whole.secrets, tokens: { ...tokens, tokenType: ['dpop'] } }],
    ['an object as access token', { ...whole.secrets, tokens: { ...tokens, accessToken: {} } }],
    ['two access tokens', { ...whole.secrets, tokens: [tokens, tokens] }],
    ['no tokens', { ...whole.secrets, tokens: undefined }],
    ['an array as authentication', { ...whole.secrets, authentication: [{ kind: 'none' }] }],
    ['an authentication of no kind', { ...whole.secrets, authentication: { svid: 'S3CR3T' } }],
    [
      'an incomplete authentication',
      { ...whole.secrets, authentication: { kind: 'client_secret_post' } },
    ],
    ['a key without algorithm', { ...whole.secrets, proofKey: { kty: 'EC', d: 'S3CR3T' } }],
    ['the name of a key', { ...whole.secrets, proofKey: 'in-the-tpm' }],
    ['another envelope', 'S3CR3T-wrapped-once-more'],
    ['none at all', undefined],
  ].map(([name, differently]) => [name as string, { ...whole, secrets: differently, beside: [1] }]);

  test.each(sealedRecords)(
    '%s: renaming the connection leaves them in place, and the list whole (S8)',
    async (name, sealed) => {
      const vault = await vaultWith(description, sealed);
      const refused = { kind: 'newer_version' };
      await expect(vault.open.recordStore.secrets('a')).rejects.toMatchObject(refused);
      const open = await renamed(vault);
      await expectWhole(vault, open, name);
      await expect(open.recordStore.secrets('a')).rejects.toMatchObject(refused);
      const expected = { ...description, ownLabel: 'Renamed' };
      expect(await vault.onDisk()).toEqual({
        description: expected,
        sealed: JSON.parse(
          JSON.stringify({ ...(sealed as object), connection: expected }),
        ) as unknown,
        versions: [2, 2],
      });
    },
  );

  test('any JSON in any part of them: renaming the connection changes nothing else (S8)', async () => {
    for (const path of pathsIn(whole.secrets)) {
      for (const stranger of [undefined, ...strangers]) {
        const place = pathNameOf(path);
        const sealed = { ...whole, secrets: changed(whole.secrets, path, stranger) };
        const vault = await vaultWith(description, sealed);
        await expectWhole(vault, await renamed(vault), place);
        const expected = { ...description, ownLabel: 'Renamed' };
        expect(await vault.onDisk(), place).toEqual({
          description: expected,
          sealed: { ...sealed, connection: expected },
          versions: [2, 2],
        });
      }
    }
  });

  test.each(['["a", "list"]', '"text"', '7', 'null', 'no JSON', ''])(
    'a sealed record with the text %s is sealed again with it (S8)',
    async (text) => {
      const vault = await vaultWithTexts(JSON.stringify(description), text);
      await expectWhole(vault, await renamed(vault), text);
      expect(await vault.textOf(recordKeys.secrets('a'))).toBe(text);
    },
  );

  test('are replaced by a sign-in and deleted on request (S8)', async () => {
    const unreadable = { ...whole, secrets: [] };
    const signedIn = await vaultWith(description, unreadable);
    await signedIn.open.recordStore.commit(added('a', 'second'));
    expect(await signedIn.open.recordStore.secrets('a')).toEqual(secrets('second'));
    const deleted = await vaultWith(description, unreadable);
    await deleted.open.recordStore.commit([{ kind: 'delete_secrets', connectionId: 'a' }]);
    expect(await deleted.textOf(recordKeys.secrets('a'))).toBeNull();
  });

  test('restore a description that is damaged (S8)', async () => {
    const vault = await vaultWith(description, { ...whole, secrets: [] });
    await vault.database.write(new Map([[recordKeys.connection('a'), Buffer.from('rubbish')]]));
    const open = await vault.reopened();
    expect(await open.connections()).toEqual([{ kind: 'complete', connection: connection('a') }]);
  });
});

describe('a description with members that this version cannot read', () => {
  const [, , domain = []] = storedRecords[0] ?? [];
  const descriptions = domain.map((each) => stored(connectionSchema, each));

  /** Each part of a description, and the first one that has it. */
  const parts = new Map(
    [...descriptions]
      .reverse()
      .flatMap((each) =>
        pathsIn(each).map(
          (path) => [pathNameOf(path), { path, description: each as Members }] as const,
        ),
      ),
  );

  // Scope words are no longer read, and the claims of an ID token are moved (seal-claims.test.ts).
  const others = [...parts].filter(([place]) => !/^(id$|scopeWords|idTokenClaims)/.test(place));

  test.each(others)(
    'any JSON as its %s: it is listed, and a new label changes nothing else (S8)',
    async (place, { path, description: plain }) => {
      for (const stranger of [undefined, ...strangers]) {
        const record = changed(plain, path, stranger) as Members;
        const vault = await vaultWith(record, { ...whole, connection: record });
        expect(await listWhileLocked(vault.database)).toMatchObject([
          { kind: 'complete', connection: { id: 'a' } },
        ]);
        await expectWhole(vault, await renamed(vault), place);
        const expected = { ...record, ownLabel: 'Renamed' };
        const kept = {
          description: expected,
          sealed: { ...whole, connection: expected },
          versions: [2, 2],
        };
        // Members that have a default are added where they are missing.
        if (stranger === undefined) expect(await vault.onDisk()).toMatchObject(kept);
        else expect(await vault.onDisk()).toEqual(kept);
      }
    },
  );

  const odd = { ...description, server: ['https://id.example'], endsSiblings: 'account' };
  const oddVault = () => vaultWith(odd, { ...whole, connection: odd });
  const listedIn = async (vault: Vault) => {
    const [listed] = await vault.open.connections();
    if (!listed) throw new Error('it is not listed');
    return listed.connection;
  };

  test('is shown as of a newer version, with the names that can be read, and not used (S8)', async () => {
    const listed = await listedIn(await oddVault());
    const entry = {
      connection: listed,
      transient: { kind: 'none' },
      secretsReadable: true,
    } as const;
    expect(connectionView(entry, true, {})).toMatchObject({
      serviceName: 'Practice service',
      label: 'Ada',
      state: { kind: 'newer_version' },
    });
    expect(isUsable(listed)).toBe(false);
    expect(attentionReasonOf(listed, start)).toBeNull();
  });

  test.each<[unknown, Members]>([
    [
      { subject: 's', name: ['Ada'], email: 'ada@example.org' },
      { subject: 's', name: null, email: 'ada@example.org', issuer: '' },
    ],
    [
      { issuer: 'https://id.example', name: 'Ada' },
      { subject: '', name: 'Ada', email: null, issuer: 'https://id.example' },
    ],
    ['Ada', { subject: '', name: null, email: null, issuer: '' }],
  ])('what can be read of its account %j is shown (S8)', async (account, shown) => {
    const record = { ...description, account };
    const listed = await listedIn(await vaultWith(record, { ...whole, connection: record }));
    expect(listed.account).toEqual(shown);
  });

  test('a label that cannot be read is kept until the user gives another one (S8)', async () => {
    const record = { ...description, ownLabel: { en: 'Work' }, grant: 'ciba' };
    const vault = await vaultWith(record, { ...whole, connection: record });
    const listed = await listedIn(vault);
    expect(listed.ownLabel).toBeNull();
    await vault.open.recordStore.commit([{ kind: 'put_connection', connection: listed }]);
    expect((await vault.onDisk()).description).toEqual(record);
  });

  test('nothing of them is left after a sign-in (S8)', async () => {
    const vault = await oddVault();
    const listed = await listedIn(vault);
    const { server, endsSiblings, standing } = aConnection();
    const signedIn = { ...listed, server, endsSiblings, standing };
    await vault.open.recordStore.commit([{ kind: 'put_connection', connection: signedIn }]);
    const open = await vault.reopened();
    expect(await open.connections()).toEqual([{ kind: 'complete', connection: signedIn }]);
    expect((await vault.onDisk()).description).toMatchObject({
      endsSiblings,
      standing: { kind: 'good' },
    });
  });

  test('is listed from the sealed record when the description is damaged (S8)', async () => {
    const vault = await oddVault();
    await vault.database.write(new Map([[recordKeys.connection('a'), Buffer.from('rubbish')]]));
    const open = await vault.reopened();
    expect(await open.connections()).toMatchObject([{ kind: 'complete', connection: { id: 'a' } }]);
  });

  test.each([{ ...description, id: 7 }, [description], 'text', {}])(
    'without an id it is not listed, and stays where it is (S8)',
    async (record) => {
      const vault = await vaultWith(record, { ...whole, connection: record });
      expect(await vault.open.connections()).toEqual([]);
      expect(await listWhileLocked(vault.database)).toEqual([]);
      expect(vault.setAside).toEqual([]);
      expect(await vault.textOf(recordKeys.connection('a'))).toBe(JSON.stringify(record));
    },
  );
});

describe('a stored member whose name means something else here', () => {
  const cause = { code: 'server_fault', cause: '', host: null, serverError: null };
  test.each<[string, Members]>([
    ['lastRefreshedAt', { lastRefreshedAt: { by: 'a program' } }],
    ['lastRefreshedAt, of null', { lastRefreshedAt: null }],
    [
      'originalCode',
      { standing: { kind: 'needs_sign_in', cause: { ...cause, originalCode: 'E1' } } },
    ],
    [
      'originalCode, with an unknown code',
      {
        standing: { kind: 'misconfigured', cause: { ...cause, code: 'quota', originalCode: [1] } },
      },
    ],
    ['original', { standing: { kind: 'unknown', original: 1, name: 2 } }],
    ['stored', { stored: { standing: 1 }, grant: ['a'], accountPage: 5 }],
  ])('%s is written back unchanged (S8)', async (_, differently) => {
    const record = { ...description, ...differently };
    const vault = await vaultWith(record, { ...whole, connection: record });
    await renamed(vault);
    expect((await vault.onDisk()).description).toEqual({ ...record, ownLabel: 'Renamed' });
  });

  test('does not replace the time of the last refresh (S8)', () => {
    const text = JSON.stringify({ ...description, lastRenewedAt: 5, lastRefreshedAt: 9 });
    expect(parseAs(connectionSchema, text)).toMatchObject({
      lastRefreshedAt: 5,
    } satisfies Partial<Connection>);
  });
});

describe('other records that this version cannot read', () => {
  const entryKey = recordKeys.activity('a', start, 6);
  const unreadable: Readonly<Record<string, unknown>> = {
    [recordKeys.outbox('a')]: { connectionId: 'a', tokens: ['S3CR3T'], hint: 'refresh_token' },
    [recordKeys.attempt('t')]: { kind: 'browser', id: 't', states: ['S3CR3T'] },
    [recordKeys.intent('a')]: { connectionId: 'a', refreshTokenHashes: ['hash'] },
    [recordKeys.service('own')]: { kind: 'address', id: 'own', name: { en: 'Own' } },
    [entryKey]: { connectionId: 'a', at: 'today', kind: 'connected', failure: null },
  };
  /** Keys of which this version has none. */
  const ofUnknownKinds = { 'program/p': { id: 'p' }, 'secrets.of/a': [], 'zone/z': 'text' };

  test('are not used, neither set aside nor deleted, and hide no others (S8)', async () => {
    const others = { ...unreadable, ...ofUnknownKinds };
    const vault = await vaultWith(description, whole, others);
    const { recordStore } = vault.open;
    await expect(recordStore.outboxEntry('a')).rejects.toMatchObject({ kind: 'newer_version' });
    expect(await recordStore.attempts()).toEqual([]);
    expect(await recordStore.intents()).toEqual([]);
    expect(await recordStore.services()).toEqual([]);
    expect(await recordStore.activity('a', 10)).toEqual([]);
    await recordStore.commit(added('b'));
    await (await vault.reopened()).recordStore.commit(added('c'));
    expect((await vault.reopened()).integrity([])).toEqual({ kind: 'none' });
    expect(vault.setAside).toEqual([]);
    for (const [key, record] of Object.entries(others)) {
      expect(await vault.textOf(key), key).toBe(JSON.stringify(record));
    }
  });

  test('damaged ones are set aside (S4)', async () => {
    const vault = await vaultWith(description, whole, unreadable);
    const keys = Object.keys(unreadable);
    await vault.database.write(new Map(keys.map((key) => [key, Buffer.from('rubbish')])));
    const { recordStore } = await vault.reopened();
    expect(await recordStore.outboxEntry('a')).toBeNull();
    await recordStore.attempts();
    await recordStore.intents();
    await recordStore.services();
    expect(await recordStore.activity('a', 10)).toEqual([]);
    expect(vault.setAside.sort()).toEqual(keys.sort());
  });

  test.each([8.64e15 + 1, -8.64e15 - 1, 1e300])(
    'an entry at %d, which is no time that a clock can show, is left out and kept (S8)',
    async (at) => {
      const entry = { connectionId: 'a', at, kind: 'connected', failure: null };
      const vault = await vaultWith(description, whole, { [entryKey]: entry });
      expect(await vault.open.recordStore.activity('a', 10)).toEqual([]);
      expect(await vault.textOf(entryKey)).toBe(JSON.stringify(entry));
    },
  );

  test.each([8.64e15, -8.64e15])('an entry at %d is read (S8)', async (at) => {
    const entry = { connectionId: 'a', at, kind: 'connected', failure: null };
    const vault = await vaultWith(description, whole, { [entryKey]: entry });
    expect(await vault.open.recordStore.activity('a', 10)).toEqual([entry]);
  });
});
