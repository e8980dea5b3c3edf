/**
 * Records of a newer version, with unknown values in every place where this version knows a list of
 * values.
 */
import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { connection, secrets, start } from '../../../testing/vault.js';
import { stored, storedRecords } from '../../../testing/stored-records.js';
import type { Connection } from '../../connections/connection.js';
import { createMemoryDatabase } from '../disk/database.js';
import { noQuarantine } from '../disk/quarantine.js';
import { deriveKeys } from '../keys/data-key.js';
import { keyFileBody } from '../keys/key-file.js';
import { listConnections, listWhileLocked, type Records } from './connection-records.js';
import { connectionSchema, sealedConnectionSchema } from './connection-schemas.js';
import { createInventory } from './inventory.js';
import { createRecordCipher } from './record-cipher.js';
import { recordKeys } from './record-keys.js';
import { createRecordStore } from './record-store.js';
import { parseAs, writeAs } from './record-text.js';
import { tolerant } from './tolerant.js';

type Path = readonly (string | number)[];

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

interface Names {
  /** Places whose values may be unknown. */
  readonly tolerated: readonly string[];
  /** Places whose values must be known. */
  readonly strict: readonly string[];
}

/** Every enum and literal in a schema, by place: `standing.progress.kind`, list items as `*`. */
function namesIn(schema: z.core.$ZodType, path: readonly string[] = [], covered = ''): Names {
  const { covers = '' } = tolerant.get(schema) ?? {};
  const { def } = (schema as z.ZodType)._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  const place = path.join('.');
  const below = (inner: z.core.$ZodType, name?: string) => {
    const next = name === undefined ? path : [...path, name];
    if (covered === 'everything' || covers === 'everything')
      return namesIn(inner, next, 'everything');
    return namesIn(inner, next, covers === '' ? covered : covers);
  };
  const all = (found: readonly Names[]): Names => ({
    tolerated: found.flatMap(({ tolerated }) => tolerated),
    strict: found.flatMap(({ strict }) => strict),
  });
  switch (def.type) {
    case 'enum':
    case 'literal': {
      const isCovered = covered === 'everything' || covered === 'itself' || covered === path.at(-1);
      return isCovered ? { tolerated: [place], strict: [] } : { tolerated: [], strict: [place] };
    }
    case 'object': {
      const members = Object.entries(def.shape).map(([name, member]) => {
        // A discriminator covers its own place, but no enum further down.
        const isCovered = covered === 'everything' || covered === name;
        return namesIn(member, [...path, name], isCovered ? covered : '');
      });
      return all(members);
    }
    case 'array':
      return below(def.element, '*');
    case 'record':
      return below(def.valueType, '*');
    case 'union':
      return all(def.options.map((option) => below(option)));
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return below(def.innerType);
    case 'pipe':
      return covers === 'itself' ? { tolerated: [place], strict: [] } : below(def.in);
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
    case 'custom':
      return { tolerated: [], strict: [] };
    default:
      throw new Error(`a schema of kind ${def.type} has to be looked through here as well`);
  }
}

/** The paths of all strings in a record. */
function textsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, [...path, name]));
}

const placeOf = (path: Path) =>
  path.map((name) => (/^\d+$/.test(String(name)) ? '*' : name)).join('.');

/** A copy with another value at `path`. */
function changed(record: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(record) as Record<string, unknown>;
  const at = path.slice(0, -1).reduce<Record<string, unknown>>((parent, name) => {
    return parent[name] as Record<string, unknown>;
  }, copy);
  at[path.at(-1) ?? ''] = value;
  return copy;
}

const stranger = 'of-a-newer-version';

/** Each record with an unknown value in each tolerant place. */
function strangers(schema: z.ZodType, records: readonly unknown[]) {
  const tolerated = new Set(namesIn(schema).tolerated);
  return records.flatMap((record) =>
    textsIn(record)
      .filter((path) => tolerated.has(placeOf(path)))
      .map((path) => ({ place: placeOf(path), record: changed(record, path, stranger) })),
  );
}

describe.each(everything)('%s (S8)', (_, schema, records) => {
  test('has no strict enum or literal', () => {
    expect(namesIn(schema).strict).toEqual([]);
  });

  test('is covered below in every tolerant place', () => {
    const tried = strangers(schema, records).map(({ place }) => place);
    const { tolerated } = namesIn(schema);
    // The parameters of scrypt are numbers.
    const names = tolerated.filter((place) => !place.includes('scrypt'));
    expect(new Set(tried)).toEqual(new Set(names));
  });

  test('with an unknown value in any place is read, and written back unchanged', () => {
    for (const { place, record } of strangers(schema, records)) {
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
  const keys = deriveKeys(Buffer.alloc(32, 1));
  const cipher = createRecordCipher(keys, randomBytes);
  const whole = stored(sealedConnectionSchema, {
    connection: connection('a'),
    secrets: secrets('first'),
  }) as { readonly connection: object; readonly secrets: object };

  async function vaultWith(description: object, sealed: object) {
    const records: Records = { database: createMemoryDatabase(), cipher, quarantine: noQuarantine };
    const [descriptionKey, sealedKey] = [recordKeys.connection('a'), recordKeys.secrets('a')];
    await records.database.write(
      new Map([
        [descriptionKey, cipher.sign(descriptionKey, 1, JSON.stringify(description))],
        [sealedKey, cipher.seal(sealedKey, 1, JSON.stringify(sealed))],
      ]),
    );
    const store = createRecordStore({
      records,
      fingerprint: keys.fingerprint,
      now: () => start,
      inventory: createInventory(
        new Map([
          [descriptionKey, 1],
          [sealedKey, 1],
        ]),
      ),
      sequence: 1,
      outdatedUpTo: 0,
      onCommit: () => undefined,
    });
    const onDisk = async () => {
      const [text, secret] = await records.database.getMany([descriptionKey, sealedKey]);
      return {
        description: JSON.parse(
          cipher.verify(descriptionKey, text ?? Buffer.of())?.text ?? 'null',
        ) as unknown,
        sealed: JSON.parse(
          cipher.unseal(sealedKey, secret ?? Buffer.of())?.text ?? 'null',
        ) as unknown,
      };
    };
    return { records, store, onDisk };
  }

  const [, , connections = []] = storedRecords[0] ?? [];
  const onDisk = connections.map((each) => stored(connectionSchema, each));

  test('with an unknown value in any place is listed, open or locked, and keeps it when renamed (S8)', async () => {
    for (const { place, record } of strangers(connectionSchema, onDisk)) {
      const description = record as object;
      const vault = await vaultWith(description, { ...whole, connection: description });
      const [listed, ...others] = await listConnections(vault.records);
      expect([place, listed?.kind, others]).toEqual([place, 'whole', []]);
      expect(await listWhileLocked(vault.records.database), place).toMatchObject([
        { kind: 'whole' },
      ]);
      const renamed = { ...(listed?.connection as Connection), ownLabel: 'Renamed' };
      await vault.store.commit([{ kind: 'put_connection', connection: renamed }]);
      const expected = { ...description, ownLabel: 'Renamed' };
      expect(await vault.onDisk(), place).toEqual({
        description: expected,
        sealed: { ...whole, connection: expected },
      });
    }
  });

  const unknownSecrets = strangers(sealedConnectionSchema, [whole]).filter(({ place }) =>
    place.startsWith('secrets.'),
  );

  test.each(unknownSecrets)(
    'with an unknown $place keeps its secrets without using them (S8)',
    async ({ record }) => {
      const vault = await vaultWith(whole.connection, record as object);
      expect(await listConnections(vault.records)).toMatchObject([{ kind: 'whole' }]);
      expect(await vault.store.unopenable()).toEqual([]);
      await expect(vault.store.secrets('a')).rejects.toMatchObject({ kind: 'newer_version' });
      const renamed = connection('a', { ownLabel: 'Renamed' });
      await vault.store.commit([{ kind: 'put_connection', connection: renamed }]);
      const { sealed } = await vault.onDisk();
      expect(sealed).toEqual({
        ...(record as object),
        connection: stored(connectionSchema, renamed),
      });
    },
  );
});

test('the walk finds strict enums and literals (S8)', () => {
  const strict = z.object({ kind: z.enum(['a']), list: z.array(z.object({ of: z.literal('b') })) });
  expect(namesIn(strict).strict).toEqual(['kind', 'list.*.of']);
});
