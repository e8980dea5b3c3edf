/** The language alone, for the page of the window: it is served before the settings are read in full. */
import { readFile } from 'node:fs/promises';

import { type LanguageChoice, languageChoices } from '../../ipc/language.js';
import { parseJsonObject } from '../text/json.js';

/** `system` where the file says nothing else; openSettingsFile deals with one that is damaged. */
export async function readStoredLanguage(path: string): Promise<LanguageChoice> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const stored = parseJsonObject(text.replace(/^\uFEFF/, ''))?.['language'];
  return languageChoices.find((each) => each === stored) ?? 'system';
}
