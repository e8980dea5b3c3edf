/** Choices in the settings file that the window needs before the settings are read in full. */
import { readFileSync, statSync } from 'node:fs';

import { type LanguageChoice, languageChoices } from '../../ipc/language.js';
import { type Theme, themes } from '../../ipc/limits.js';
import { parseJsonObject } from '../text/json.js';

/** Larger than any settings. */
const maxBytes = 1_000_000;

/** `system` where the file says nothing else. Never throws: openSettingsFile deals with a damaged file. */
export function readStoredLanguage(path: string): LanguageChoice {
  return readChoice(path, 'language', languageChoices);
}

/** As readStoredLanguage does: the window is never painted in another theme first. */
export function readStoredTheme(path: string): Theme {
  return readChoice(path, 'theme', themes);
}

function readChoice<Choice extends string>(
  path: string,
  name: string,
  choices: readonly Choice[],
): Choice | 'system' {
  const stored = parseJsonObject(readSmallFile(path).replace(/^\uFEFF/, ''))?.[name];
  return choices.find((each) => each === stored) ?? 'system';
}

function readSmallFile(path: string): string {
  try {
    const found = statSync(path);
    // Reading a device or a pipe may never end.
    return found.isFile() && found.size <= maxBytes ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}
