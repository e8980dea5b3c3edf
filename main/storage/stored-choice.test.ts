import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { openSettingsFile } from './settings-file.js';
import { readStoredLanguage, readStoredTheme } from './stored-choice.js';

const file = async (text: string) => {
  const path = join(await newFolder(), 'settings.json');
  await writeFile(path, text);
  return path;
};

test.each(['', '{"language":"de"', '["de"]', '{"language":"tlh"}', '{"language":{"de":1}}', '{}'])(
  'the language in %s is that of the computer',
  async (text) => {
    expect(readStoredLanguage(await file(text))).toBe('system');
  },
);

test('without a file the language is that of the computer', async () => {
  expect(readStoredLanguage(join(await newFolder(), 'settings.json'))).toBe('system');
});

test('a language that was chosen is read again', async () => {
  const path = await file('\uFEFF{}');
  await (await openSettingsFile(path)).change({ language: 'ar' });
  expect(readStoredLanguage(path)).toBe('ar');
  expect((await openSettingsFile(path)).current.language).toBe('ar');
});

test('a file that no settings are in is not read', async () => {
  const large = await file(`{"language":"de","padding":"${'x'.repeat(1_000_000)}"}`);
  expect(readStoredLanguage(large)).toBe('system');
});

test.each([
  ['damaged', '{"theme":"dark"'],
  ['empty', ''],
  ['a list', '["dark"]'],
  ['of a newer version, with a theme of its own', '{"version":2,"theme":"sepia"}'],
  ['without a theme', '{"version":1,"notify":true}'],
  ['larger than any settings', JSON.stringify({ theme: 'dark', more: 'x'.repeat(1_000_000) })],
])('a settings file that is %s leaves the theme to the system', async (_how, text) => {
  const path = await file(text);
  expect(readStoredTheme(path)).toBe('system');
});

test('no settings file, or a folder in its place, leaves the theme to the system', async () => {
  const path = join(await newFolder(), 'settings.json');
  expect(readStoredTheme(path)).toBe('system');
  await mkdir(path);
  expect(readStoredTheme(path)).toBe('system');
});

test('the chosen theme is known before the window is created, also behind a byte order mark', async () => {
  const path = await file('\uFEFF{"version":1,"theme":"dark"}');
  expect(readStoredTheme(path)).toBe('dark');
});
