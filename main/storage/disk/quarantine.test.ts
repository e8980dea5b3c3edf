import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import { createQuarantine, noQuarantine } from './quarantine.js';

const now = Date.UTC(2026, 0, 5);

test('a copy has the name, the time and every byte, private to its owner (S4, S9)', async () => {
  const directory = await newDirectory();
  const content = Uint8Array.of(0, 255, 10, 13);
  await createQuarantine(directory, () => now).setAside('secrets/a', content);
  const [name = ''] = await readdir(directory);
  expect(name).toMatch(/^[0-9a-f]{32}\.json$/);
  const text = await readFile(join(directory, name), 'utf8');
  expect(text.endsWith('}\n')).toBe(true);
  expect(JSON.parse(text)).toEqual({ name: 'secrets/a', setAsideAt: now, value: 'AP8KDQ==' });
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
});

test('the same damage makes one copy, of the day it was first seen; another name makes another (S4)', async () => {
  const directory = await newDirectory();
  let at = now;
  const quarantine = createQuarantine(directory, () => at++);
  const content = Buffer.from('rubbish');
  await quarantine.setAside('secrets/a', content);
  const [first = ''] = await readdir(directory);
  await quarantine.setAside('secrets/a', content);
  expect(await readFile(join(directory, first), 'utf8')).toContain(`"setAsideAt":${now}`);
  await quarantine.setAside('secrets/ar', Buffer.from('ubbish'));
  await quarantine.setAside('secrets/b', content);
  await quarantine.setAside('secrets/b', Buffer.from('rubble'));
  expect(await readdir(directory)).toHaveLength(4);
});

test('the oldest of more than ten copies are deleted (S4)', async () => {
  const directory = await newDirectory();
  const quarantine = createQuarantine(directory, () => now);
  const names: string[] = [];
  for (let n = 0; n < 12; n++) {
    const before = new Set(await readdir(directory).catch(() => []));
    await quarantine.setAside('secrets/a', Buffer.from(`damage ${n}`));
    const [name = ''] = (await readdir(directory)).filter((each) => !before.has(each));
    names.push(name);
    const at = new Date(now + n * 1000);
    await utimes(join(directory, name), at, at);
  }
  expect((await readdir(directory)).sort()).toEqual(names.slice(2).sort());
});

test('concurrent copies are all made (S4)', async () => {
  const directory = await newDirectory();
  const quarantine = createQuarantine(directory, () => now);
  const all = ['a', 'b', 'c'].map((id) => quarantine.setAside(id, Buffer.from('rubbish')));
  await Promise.all(all);
  expect(await readdir(directory)).toHaveLength(3);
});

test('a failed copy stops nothing, and the next one is made (S4)', async () => {
  const directory = await newDirectory();
  await writeFile(directory, 'in the way');
  const quarantine = createQuarantine(directory, () => now);
  await quarantine.setAside('secrets/a', Buffer.from('rubbish'));
  await rm(directory);
  await mkdir(directory);
  await quarantine.setAside('secrets/b', Buffer.from('rubbish'));
  expect(await readdir(directory)).toHaveLength(1);
});

test('records in memory are not copied', async () => {
  await expect(noQuarantine.setAside('secrets/a', Buffer.alloc(1))).resolves.toBeUndefined();
});
