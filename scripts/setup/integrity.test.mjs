import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { checkIntegrity } from './integrity.mjs';

let dir = '';
let file = '';
const integrity = `sha512-${createHash('sha512').update('the file').digest('base64')}`;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lanyard-integrity-'));
  file = join(dir, 'file');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('a file with one changed byte is refused', async () => {
  writeFileSync(file, 'the file!');
  await expect(checkIntegrity(file, integrity)).rejects.toThrow(/sha512 differs/);
});

test('a truncated file is refused', async () => {
  writeFileSync(file, 'the fil');
  await expect(checkIntegrity(file, integrity)).rejects.toThrow(/sha512 differs/);
});

test('the expected file is accepted', async () => {
  writeFileSync(file, 'the file');
  await expect(checkIntegrity(file, integrity)).resolves.toBeUndefined();
});
