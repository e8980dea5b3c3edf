/** The language of a start that ends before the settings are read. */
import type { App } from 'electron';

import { changeLocale } from '../../messages/format.js';
import { chooseLocale } from '../../messages/locale.js';

/** Resolves once the messages are in the first language of this computer that Lanyard has. */
export async function changeToSystemLanguage(
  app: Pick<App, 'getPreferredSystemLanguages'>,
): Promise<void> {
  await changeLocale(chooseLocale('system', app.getPreferredSystemLanguages(), ''));
}
