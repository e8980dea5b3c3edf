/**
 * Records of a newer version, with unknown values in every place where this version knows a list of
 * values.
 */
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { failure } from '../../../ipc/failure.js';
import { namesIn, withStrangers } from '../../../testing/record-paths.js';
import { samplesOf } from '../../../testing/schema-samples.js';
import { stored, storedRecords } from '../../../testing/stored-records.js';
import { vaultWith } from '../../../testing/vault-of-texts.js';
import { connection, secrets } from '../../../testing/vault.js';
import type { Connection, StoredFailure } from '../../connections/connection.js';
import { parseAs, writeAs } from '../format/record-text.js';
import { keyFileBody } from '../keys/key-file.js';
import { listWhileLocked } from './connection-records.js';
import { connectionSchema, sealedConnectionSchema } from './connection-schemas.js';
import { failure as storedFailure } from './stored-failure.js';

const keyFile = {
  revision: 1,
  createdAt: 1,
  keyFingerprint: 'f00d',
  seals: [
    {
      kind: 'password_store',
      backend: 'kwallet6',
      prefix: 'v11',
      sealed: 'YQ==',
      sealedAt: 1,
      keyOnDisk: { sealedKey: 'a2V5', sha256: 'd1' },
    },
    ...['passphrase', 'recovery'].map((kind) => ({
      kind,
      scrypt: { N: 2 ** 17, r: 8, p: 1, salt: 'c2FsdA==' },
      nonce: 'bm9uY2U=',
      sealed: 'Yg==',
      sealedAt: 1,
    })),
  ],
};

/** Name, stored schema, and records as they are on disk. */
const everything: readonly [string, z.ZodType, readonly unknown[]][] = [
  ...storedRecords.map(([name, schema, records]): [string, z.ZodType, readonly unknown[]] => {
    return [name, schema, records.map((record) => stored(schema, record))];
  }),
  ['a key file', keyFileBody, [keyFile]],
];

const stranger = 'of-a-newer-version';

describe.each(everything)('%s (S8)', (_, schema, records) => {
  test('has no strict enum or literal', () => {
    expect(namesIn(schema).strict).toEqual([]);
  });

  test('is covered below in every tolerant place', () => {
    const tried = withStrangers(schema, records).map(({ place }) => place);
    const { tolerated, unions } = namesIn(schema);
    // A record itself is an object, whatever kinds of it there are.
    const places = [...tolerated, ...unions].filter((place) => place !== '');
    expect(new Set(tried)).toEqual(new Set(places));
  });

  test('with an unknown value in any place is read, and written back unchanged', () => {
    for (const { place, record } of withStrangers(schema, records)) {
      const read = parseAs(schema, JSON.stringify(record));
      expect(read, place).not.toBeNull();
      expect(JSON.parse(writeAs(schema, read)), place).toEqual(record);
    }
  });

  test('with unknown members is written back unchanged', () => {
    for (const record of records) {
      const added = withMembers(record);
      const read = parseAs(schema, JSON.stringify(added));
      expect(JSON.parse(writeAs(schema, read))).toEqual(added);
    }
  });
});

/** Adds a member to each object, except where members have arbitrary names. */
function withMembers(value: unknown, name = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => withMembers(each));
  if (/^(idTokenClaims|extraParameters|variables|scopeWords)$/.test(name)) return value;
  const members = Object.entries(value).map(([key, each]) => [key, withMembers(each, key)]);
  const isEnvelope = 'connection' in value && 'secrets' in value;
  return { ...Object.fromEntries(members), ...(isEnvelope ? {} : { [stranger]: { deep: [1] } }) };
}

describe('a connection', () => {
  const whole = stored(sealedConnectionSchema, {
    connection: connection('a'),
    secrets: secrets('first'),
  }) as { readonly connection: object; readonly secrets: object };

  const [, , connections = []] = storedRecords[0] ?? [];
  const onDisk = connections.map((each) => stored(connectionSchema, each));

  test('with an unknown value in any place is listed, open or locked, and keeps it when renamed (S8)', async () => {
    for (const { place, record } of withStrangers(connectionSchema, onDisk)) {
      const description = record as object;
      const vault = await vaultWith(description, { ...whole, connection: description });
      const [listed, ...others] = await vault.open.connections();
      expect([place, listed?.kind, others]).toEqual([place, 'complete', []]);
      expect(await listWhileLocked(vault.database), place).toMatchObject([{ kind: 'complete' }]);
      const renamed = { ...(listed?.connection as Connection), ownLabel: 'Renamed' };
      await vault.open.recordStore.commit([{ kind: 'put_connection', connection: renamed }]);
      const expected = { ...description, ownLabel: 'Renamed' };
      expect(await vault.onDisk(), place).toEqual({
        description: expected,
        sealed: { ...whole, connection: expected },
        versions: [2, 2],
      });
    }
  });

  test('with an unknown adjustment of its tokens keeps it, and its secrets are used (S8)', async () => {
    const adjustments = ['lifetime_negative', stranger];
    const { tokens } = secrets('first');
    const record = {
      ...whole,
      secrets: { ...whole.secrets, tokens: { ...tokens, adjustments } },
    };
    const vault = await vaultWith(whole.connection, record);
    const read = await vault.open.recordStore.secrets('a');
    expect(read.tokens).toMatchObject({ accessToken: tokens.accessToken });
    await vault.open.recordStore.commit([
      { kind: 'put_secrets', connectionId: 'a', secrets: read },
      { kind: 'put_connection', connection: connection('a') },
    ]);
    expect((await vault.onDisk()).sealed).toMatchObject({ secrets: { tokens: { adjustments } } });
  });

  const unknownSecrets = withStrangers(sealedConnectionSchema, [whole]).filter(({ place }) =>
    place.startsWith('secrets.'),
  );

  test.each(unknownSecrets)(
    'with an unknown $place keeps its secrets without using them (S8)',
    async ({ record }) => {
      const vault = await vaultWith(whole.connection, record);
      expect(await vault.open.connections()).toMatchObject([{ kind: 'complete' }]);
      expect(await vault.open.recordStore.unopenable()).toEqual([]);
      await expect(vault.open.recordStore.secrets('a')).rejects.toMatchObject({
        kind: 'newer_version',
      });
      const renamed = connection('a', { ownLabel: 'Renamed' });
      await vault.open.recordStore.commit([{ kind: 'put_connection', connection: renamed }]);
      const { sealed } = await vault.onDisk();
      expect(sealed).toEqual({
        ...(record as object),
        connection: stored(connectionSchema, renamed),
      });
    },
  );
});

describe('a failure', () => {
  const plain = { code: 'unexpected', cause: '', host: null, serverError: null };

  test('is stored with a schema for each of its members (S8)', () => {
    const stored = storedFailure.def.in as z.ZodObject;
    expect(Object.keys(stored.shape).sort()).toEqual(Object.keys(failure.shape).sort());
  });

  test.each(samplesOf(failure).map((sample, option) => [option, sample] as const))(
    'in its form %i is read as it was written (S8)',
    (_, sample) => {
      expect(parseAs(storedFailure, writeAs(storedFailure, failure.parse(sample)))).toEqual(sample);
    },
  );

  test.each([
    ['asked', ['x']],
    ['asked', { places: ['x'], more: 0 }],
    ['asked', { places: [{ place: 'x', answer: { kind: 'guess' } }], more: 0 }],
    ['untrusted', 'x'],
    ['untrusted', { signer: 1 }],
  ])('with %s of an unknown form, %j, is read without it and keeps it (S8)', (name, value) => {
    const record = { ...plain, [name]: value };
    const read = parseAs(storedFailure, JSON.stringify(record));
    expect(failure.parse(read)).toEqual(plain);
    expect(Object.keys(read ?? {})).not.toContain(name);
    expect(JSON.parse(writeAs(storedFailure, read as StoredFailure))).toEqual(record);
  });
});

test('the walk finds strict enums and literals (S8)', () => {
  const strict = z.object({ kind: z.enum(['a']), list: z.array(z.object({ of: z.literal('b') })) });
  expect(namesIn(strict).strict).toEqual(['kind', 'list.*.of']);
});
