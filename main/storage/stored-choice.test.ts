import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newFolder } from '../../testing/new-directory.js';
import { openSettingsFile } from './settings-file.js';
import { readStoredLanguage } from './stored-language.js';

const file = async (text: string) => {
  const path = join(await newFolder(), 'settings.json');
  await writeFile(path, text);
  return path;
};

test.each(['', '{"language":"de"', '["de"]', '{"language":"tlh"}', '{"language":{"de":1}}', '{}'])(
  'the language in %s is that of the computer',
  async (text) => {
    expect(await readStoredLanguage(await file(text))).toBe('system');
  },
);

test('without a file the language is that of the computer', async () => {
  expect(await readStoredLanguage(join(await newFolder(), 'settings.json'))).toBe('system');
});

test('a language that was chosen is read again', async () => {
  const path = await file('\uFEFF{}');
  await (await openSettingsFile(path)).change({ language: 'ar' });
  expect(await readStoredLanguage(path)).toBe('ar');
  expect((await openSettingsFile(path)).current.language).toBe('ar');
});

test('a file that no settings are in is not read', async () => {
  const large = await file(`{"language":"de","padding":"${'x'.repeat(1_000_000)}"}`);
  expect(await readStoredLanguage(large)).toBe('system');
});
