import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { hashSources } from './build.mjs';

let dir = '';
const hash = () => hashSources(dir, ['main', 'package.json']);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lanyard-build-'));
  mkdirSync(join(dir, 'main', 'oauth'), { recursive: true });
  writeFileSync(join(dir, 'main', 'oauth', 'refresh.ts'), 'one');
  writeFileSync(join(dir, 'package.json'), '{}');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('a changed, added, moved or removed source needs a new build', () => {
  const seen = [hash()];
  writeFileSync(join(dir, 'main', 'oauth', 'refresh.ts'), 'two');
  seen.push(hash());
  writeFileSync(join(dir, 'main', 'main.ts'), '');
  seen.push(hash());
  rmSync(join(dir, 'main', 'oauth', 'refresh.ts'));
  seen.push(hash());
  writeFileSync(join(dir, 'main', 'refresh.ts'), 'two');
  seen.push(hash());
  expect(new Set(seen).size).toBe(seen.length);
});

test('new times alone, as after a checkout, and tests need none', () => {
  const before = hash();
  utimesSync(join(dir, 'package.json'), new Date(), new Date());
  writeFileSync(join(dir, 'main', 'oauth', 'refresh.test.ts'), 'a test');
  expect(hash()).toBe(before);
});
