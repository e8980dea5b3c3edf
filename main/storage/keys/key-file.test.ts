import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import {
  added,
  connection,
  recordStoreOf,
  openVault,
  StandInSealer,
  writtenVault,
} from '../../../testing/vault.js';
import { parseKeyFile } from './key-file.js';

const names = ['key-a.json', 'key-b.json'] as const;

async function vaultWithOne(): Promise<string> {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  return directory;
}

const listing = [{ kind: 'complete', connection: connection('a') }];

test.each(names)(
  'with %s damaged in any way, the other one opens the vault and repairs it (S7)',
  async (name) => {
    const directory = await vaultWithOne();
    const path = join(directory, name);
    const whole = await readFile(path);
    const damages: [string, Buffer | null][] = [
      ['missing', null],
      ['empty', Buffer.alloc(0)],
      ['cut', whole.subarray(0, whole.length / 2)],
      ['zero-filled', Buffer.alloc(whole.length)],
      ['a digit changed', Buffer.from(whole.toString().replace(/"sealedAt": 1/, '"sealedAt": 2'))],
      ['a format changed', Buffer.from(whole.toString().replace('"format": 1', '"format": 2'))],
    ];
    for (const [damage, content] of damages) {
      await (content ? writeFile(path, content) : rm(path));
      const vault = await openVault(directory);
      expect([damage, vault.view.kind]).toEqual([damage, 'open']);
      expect(await vault.connections()).toEqual(listing);
      await vault.close();
      expect([damage, await readFile(path)]).toEqual([damage, whole]);
    }
    expect(await readdir(join(directory, 'quarantine'))).toHaveLength(damages.length - 1);
  },
);

test('every flipped bit and every truncation of a key file is noticed or means the same (R5)', async () => {
  const directory = await vaultWithOne();
  const whole = await readFile(join(directory, 'key-a.json'));
  const parsed = (content: Buffer) => parseKeyFile('key-a.json', content.toString('utf8'));
  const valid = parsed(whole);
  expect(valid.kind).toBe('valid');
  const foundOut = (content: Buffer) => {
    const file = parsed(content);
    // White space around the fields may become other white space: nothing of the meaning changes.
    return file.kind === 'damaged' || JSON.stringify(file) === JSON.stringify(valid);
  };
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const flipped = Buffer.from(whole);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    if (!foundOut(flipped)) expect.fail(`bit ${bit} was not found out`);
  }
  for (let length = 0; length < whole.length; length++) {
    if (!foundOut(whole.subarray(0, length))) expect.fail(`a cut at ${length} was not found out`);
  }
});

test('with both damaged the vault is damaged, and nothing is changed', async () => {
  const directory = await vaultWithOne();
  for (const name of names) await writeFile(join(directory, name), '{}');
  const vault = await openVault(directory);
  expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
  expect(await vault.protectByPassphrase('correct horse battery')).toMatchObject({
    code: 'invalid_request',
  });
  for (const name of names) expect(await readFile(join(directory, name), 'utf8')).toBe('{}');
});

test('records without key files are a damaged vault, never a new one', async () => {
  const directory = await vaultWithOne();
  for (const name of names) await rm(join(directory, name));
  const sealer = new StandInSealer();
  const vault = await openVault(directory, sealer);
  expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
  expect(sealer.requests.seal).toBe(0);
});

test('a vault of a newer version is reported as that, and nothing is written (S8)', async () => {
  const directory = await vaultWithOne();
  const body = { anything: 'of tomorrow' };
  const checksum = createHash('sha256')
    .update(JSON.stringify([2, body]))
    .digest('hex');
  const content = JSON.stringify({ format: 2, checksum, body });
  await writeFile(join(directory, 'key-b.json'), content);
  const before = await readdir(join(directory, 'records'));
  const vault = await openVault(directory);
  expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'newer_version' });
  expect(vault.recordStore).toBeNull();
  expect(await readdir(join(directory, 'records'))).toEqual(before);
  expect(await readFile(join(directory, 'key-b.json'), 'utf8')).toBe(content);
});

test('a replaced seal goes into one file, and the other follows at the next good start (S5)', async () => {
  const directory = await vaultWithOne();
  const sealsIn = (name: string) => readFile(join(directory, name), 'utf8');
  const before = await sealsIn('key-a.json');

  const sealer = new StandInSealer();
  sealer.wantsSealAgain = true;
  await (await openVault(directory, sealer)).close();
  expect(await sealsIn('key-a.json')).toBe(before);
  const resealed = await sealsIn('key-b.json');
  expect(resealed).toContain('"revision": 2');

  sealer.wantsSealAgain = false;
  const vault = await openVault(directory, sealer);
  expect(await sealsIn('key-a.json')).toBe(resealed);
  expect(await sealsIn('key-b.json')).toBe(resealed);
  expect(await recordStoreOf(vault).secrets('a')).toBeTruthy();
});

test('a replaced seal that does not open is skipped, and the old one opens (S5)', async () => {
  const directory = await vaultWithOne();
  const sealer = new StandInSealer();
  const open = sealer.open.bind(sealer);
  // Its key is being changed: it still opens by the old one and seals by the new one.
  sealer.seal = (key) => {
    sealer.key = 2;
    return StandInSealer.prototype.seal.call(sealer, key);
  };
  sealer.wantsSealAgain = true;
  await (await openVault(directory, sealer)).close();
  expect(await readFile(join(directory, 'key-b.json'), 'utf8')).toContain('"revision": 2');

  sealer.key = 1;
  sealer.wantsSealAgain = false;
  sealer.open = open;
  const again = await openVault(directory, sealer);
  expect(again.view.kind).toBe('open');
  expect(sealer.requests.open).toBe(4);
});
