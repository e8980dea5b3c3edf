/**
 * A vault that a newer version of Lanyard wrote, in the same vault format and in a later one (S8).
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import {
  copiedFutureVault,
  decryptedContentOf,
  futureConnections,
  openedFutureVault,
  writeFutureVault,
} from '../../testing/future-vault.js';
import { newDirectory } from '../../testing/new-directory.js';
import { openVault, recordStoreOf, writtenVault, added } from '../../testing/vault.js';
import { UnknownValue } from '../connections/unknown-value.js';
import { isUsable } from '../connections/usable-connection.js';
import { readKeyFiles, writeKeyFile } from './keys/key-file.js';
import { replaceRecoverySeal } from './keys/recovery-seal.js';
import type { TypedSeal } from './keys/seals.js';

const ids = Object.keys(futureConnections).sort();

describe('of the same vault format', () => {
  test('every connection is listed, locked and open, and nothing is set aside (S8)', async () => {
    const directory = await copiedFutureVault();
    const locked = await openVault(directory);
    expect((await locked.connections()).map(({ connection }) => connection.id).sort()).toEqual(ids);
    await locked.close();
    const vault = await openedFutureVault(directory);
    const listed = await vault.connections();
    expect(listed.map(({ connection }) => connection.id).sort()).toEqual(ids);
    expect(listed.every(({ kind }) => kind === 'complete')).toBe(true);
    expect(await recordStoreOf(vault).unopenable()).toEqual([]);
    expect(vault.view).toMatchObject({ kind: 'open', integrity: { kind: 'none' } });
    await vault.close();
    expect(await readdir(directory)).not.toContain('quarantine');
  });

  test('a vault as the fixture is written today opens with every connection (S8)', async () => {
    const directory = await newDirectory();
    await writeFutureVault(directory);
    const vault = await openedFutureVault(directory);
    expect((await vault.connections()).map(({ connection }) => connection.id).sort()).toEqual(ids);
    await vault.close();
  });

  test('parts that this version does not know are not used, and reported as a newer version’s (S8)', async () => {
    const vault = await openedFutureVault(await copiedFutureVault());
    const listed = await vault.connections();
    const unusable = listed.filter(({ connection }) => !isUsable(connection));
    expect(unusable.map(({ connection }) => connection.id).sort()).toEqual(
      [
        ...['adjustment', 'client-authentication', 'grant', 'grant-object', 'obstacle'],
        ...['progress', 'progress-null', 'server-list', 'standing'],
      ].sort(),
    );
    const store = recordStoreOf(vault);
    for (const id of ['token-type', 'authentication', 'token-list']) {
      await expect(store.secrets(id)).rejects.toMatchObject({ kind: 'newer_version' });
    }
    expect(await store.secrets('grant')).toMatchObject({ tokens: { tokenType: 'bearer' } });
    await expect(store.outboxEntry('obstacle')).rejects.toMatchObject({ kind: 'newer_version' });
    expect([await store.attempts(), await store.services()]).toEqual([[], []]);
    expect(await store.activity('code', 10)).toMatchObject([
      { kind: { kind: 'unknown', original: 'handed_over' }, failure: { code: 'newer_version' } },
    ]);
    await vault.close();
  });

  test('all of it is still on disk after this version has written to each connection (S8)', async () => {
    const directory = await copiedFutureVault();
    const before = await decryptedContentOf(directory);
    const vault = await openedFutureVault(directory);
    for (const { connection } of await vault.connections()) {
      const renamed = { ...connection, ownLabel: 'Renamed' };
      await recordStoreOf(vault).commit([{ kind: 'put_connection', connection: renamed }]);
    }
    await vault.close();
    const expected = new Map(
      [...before].map(([key, value]) => {
        if (key.startsWith('connection/'))
          return [key, { ...(value as object), ownLabel: 'Renamed' }];
        if (!key.startsWith('secrets/')) return [key, value];
        const sealed = value as { readonly connection: object };
        return [key, { ...sealed, connection: { ...sealed.connection, ownLabel: 'Renamed' } }];
      }),
    );
    expect(await decryptedContentOf(directory)).toEqual(expected);
  });

  test('a new recovery phrase keeps seals of other kinds (S8)', async () => {
    const directory = await copiedFutureVault();
    const recovery: TypedSeal = {
      kind: 'recovery',
      scrypt: { N: 2 ** 17, r: 8, p: 1, salt: 'c2FsdA==' },
      nonce: 'bm9uY2U=',
      sealed: 'c2VhbGVk',
      sealedAt: 1,
    };
    const sealsIn = async (name: string) => {
      const file = JSON.parse(await readFile(join(directory, name), 'utf8')) as {
        readonly body: { readonly seals: readonly object[]; readonly future?: object };
      };
      return file.body;
    };
    const before = await sealsIn('key-a.json');
    expect(before.seals).toMatchObject([{ kind: 'passkey' }, { kind: 'passphrase' }]);
    await replaceRecoverySeal(directory, 'key-a.json', recovery);
    for (const name of ['key-a.json', 'key-b.json']) {
      expect(await sealsIn(name)).toMatchObject({
        ...before,
        revision: 3,
        seals: [...before.seals, recovery],
      });
    }
    // A recovery seal with more work than this version allows is removed together with the phrase.
    const [file] = await readKeyFiles(directory);
    if (file?.kind !== 'valid') throw new Error('the key file does not read');
    const harder = new UnknownValue({ kind: 'recovery', scrypt: { N: 2 ** 22 } });
    await writeKeyFile(directory, 'key-a.json', {
      ...file.body,
      seals: [...file.body.seals, harder, new UnknownValue(null)],
    });
    await replaceRecoverySeal(directory, 'key-a.json', null);
    expect((await sealsIn('key-a.json')).seals).toEqual([...before.seals, null]);
  });
});

describe('which this version cannot read', () => {
  /** A vault of one connection with both key files modified by `change`. */
  async function vaultOf(
    change: (body: Record<string, unknown>) => [format: number, body: object],
  ) {
    const directory = await newDirectory();
    await writtenVault(directory, added('a'));
    for (const name of ['key-a.json', 'key-b.json']) {
      const file = JSON.parse(await readFile(join(directory, name), 'utf8')) as {
        readonly body: Record<string, unknown>;
      };
      const [format, body] = change(file.body);
      const checksum = createHash('sha256')
        .update(JSON.stringify([format, body]))
        .digest('hex');
      await writeFile(join(directory, name), JSON.stringify({ format, checksum, body }));
    }
    return directory;
  }

  const filesOf = async (directory: string) =>
    Promise.all(
      (await readdir(directory, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }) => [
          join(parentPath, name),
          (await readFile(join(parentPath, name))).toString('base64'),
        ]),
    );

  test.each<[string, (body: Record<string, unknown>) => [number, object]]>([
    ['of a raised format', (body) => [2, body]],
    ['with no seal of a known kind', (body) => [1, { ...body, seals: [{ kind: 'passkey' }] }]],
  ])('%s: the view says so, and no request writes anything (S8)', async (_, change) => {
    const directory = await vaultOf(change);
    const before = await filesOf(directory);
    const vault = await openVault(directory);
    const refused = { code: 'invalid_request' };
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'newer_version' });
    expect(await vault.startNew()).toMatchObject(refused);
    expect(await vault.protectByPassphrase('long enough to be one')).toMatchObject(refused);
    expect(await vault.unlock('anything')).toMatchObject(refused);
    await vault.retryOpening('window_focused');
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'newer_version' });
    await vault.close();
    expect(await filesOf(directory)).toEqual(before);
  });
});
