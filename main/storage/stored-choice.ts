/** The language alone, for the page of the window: it is served before the settings are read in full. */
import { readFile, stat } from 'node:fs/promises';

import { type LanguageChoice, languageChoices } from '../../ipc/language.js';
import { parseJsonObject } from '../text/json.js';

/** Larger than any settings. */
const maxBytes = 1_000_000;

/** `system` where the file says nothing else; openSettingsFile deals with one that is damaged. */
export async function readStoredLanguage(path: string): Promise<LanguageChoice> {
  const text = await readSmallFile(path).catch(() => '');
  const stored = parseJsonObject(text.replace(/^\uFEFF/, ''))?.['language'];
  return languageChoices.find((each) => each === stored) ?? 'system';
}

async function readSmallFile(path: string): Promise<string> {
  const found = await stat(path);
  // Reading a device or a pipe may never end.
  return found.isFile() && found.size <= maxBytes ? readFile(path, 'utf8') : '';
}
