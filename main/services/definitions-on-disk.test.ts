import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { loadDefinitions } from './definitions-on-disk.js';

let userData = '';
beforeEach(async () => (userData = await mkdtemp(join(tmpdir(), 'lanyard-definitions-'))));
afterEach(() => rm(userData, { recursive: true }));

const service = (id: string) =>
  JSON.stringify({ services: [{ id, name: id, issuer: 'https://x.example' }] });

/** Without the shipped definitions, and without those of this computer. */
async function load(...commandLine: string[]) {
  const places = { platform: process.platform, environment: {}, userData, commandLine };
  const [shipped, ...files] = await loadDefinitions(places);
  expect(shipped?.source).toBe('shipped');
  return {
    ids: files.flatMap(({ services }) => services.map(({ id }) => id)),
    problems: files.flatMap(({ problems }) => problems),
  };
}

async function inFolder(name: string, text: string): Promise<void> {
  await mkdir(join(userData, 'services.d'), { recursive: true });
  await writeFile(join(userData, 'services.d', name), text);
}

test('a missing folder is empty, and not a problem', async () => {
  expect(await load()).toEqual({ ids: [], problems: [] });
});

test('a file that cannot be read is a problem, and the others still load', async () => {
  await inFolder('b.json', service('b'));
  await mkdir(join(userData, 'services.d', 'a.json'));
  const { ids, problems } = await load(join(userData, 'missing.json'));
  expect(ids).toEqual(['b']);
  expect(problems).toMatchObject([
    { file: join(userData, 'services.d', 'a.json'), line: null, reason: { code: 'not_a_file' } },
    { line: null, reason: { code: 'file_not_readable', values: { reason: 'ENOENT' } } },
  ]);
});

test('a folder that is a file is a problem', async () => {
  await writeFile(join(userData, 'services.d'), '');
  expect((await load()).problems).toMatchObject([
    { reason: { code: 'folder_not_readable', values: { reason: 'ENOTDIR' } } },
  ]);
});

test('a huge file is not read (H95)', async () => {
  await inFolder('a.json', ' '.repeat(1024 * 1024 + 1));
  expect((await load()).problems).toMatchObject([{ reason: { code: 'file_too_large' } }]);
});

test('*.json by name, then the files on the command line; no other and no hidden files', async () => {
  await inFolder('20.json', service('second'));
  await inFolder('10.JSON', service('first'));
  await inFolder('10.json.bak', service('backup'));
  await inFolder('._10.json', 'rubbish');
  const named = join(userData, 'named.json');
  await writeFile(named, service('named'));
  expect(await load(named)).toEqual({ ids: ['first', 'second', 'named'], problems: [] });
});
