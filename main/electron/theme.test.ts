import { expect, test } from 'vitest';

import { applyTheme } from './theme.js';

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
