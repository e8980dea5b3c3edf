import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { newDirectory } from '../../testing/new-directory.js';
import { applyTheme, readTheme } from './theme.js';

const place = async () => {
  const folder = await newDirectory();
  await mkdir(folder, { recursive: true });
  return join(folder, 'settings.json');
};

test.each([
  ['damaged', '{"theme":"dark"'],
  ['empty', ''],
  ['a list', '["dark"]'],
  ['of a newer version, with a theme of its own', '{"version":2,"theme":"sepia"}'],
  ['without a theme', '{"version":1,"notify":true}'],
  ['larger than any settings', JSON.stringify({ theme: 'dark', more: 'x'.repeat(1_000_000) })],
])('a settings file that is %s leaves the theme to the system', async (_how, text) => {
  const file = await place();
  await writeFile(file, text);
  expect(readTheme(file)).toBe('system');
});

test('no settings file, or a folder in its place, leaves the theme to the system', async () => {
  const file = await place();
  expect(readTheme(file)).toBe('system');
  await mkdir(file);
  expect(readTheme(file)).toBe('system');
});

test('the chosen theme is known before the window is created, also behind a byte order mark', async () => {
  const file = await place();
  await writeFile(file, '\uFEFF{"version":1,"theme":"dark"}');
  expect(readTheme(file)).toBe('dark');
});

test.each([
  ['system', 'system'],
  ['light', 'light'],
  ['dark', 'dark'],
  ['high_contrast', 'system'],
] as const)('the theme %s is %s for the system’s menus and dialogs', (theme, expected) => {
  const nativeTheme = { themeSource: 'light' as 'system' | 'light' | 'dark' };
  applyTheme(nativeTheme, theme);
  expect(nativeTheme.themeSource).toBe(expected);
});
