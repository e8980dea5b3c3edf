/** The language of the app: the one that the user chose, else the first of this computer's that Lanyard has. */
import type { App } from 'electron';

import type { LanguageChoice } from '../../ipc/language.js';
import { chooseLocale } from '../../messages/locale.js';
import type { AppSettings } from '../settings/app-settings.js';
import { localeOfFormats } from './locale-of-formats.js';

/** The locale for a choice on this computer. Call it once the app is ready. */
export function localeFor(app: App, choice: LanguageChoice): string {
  const ofFormats = localeOfFormats({
    platform: process.platform,
    environment: process.env,
    systemLocale: () => app.getSystemLocale(),
  });
  return chooseLocale(choice, app.getPreferredSystemLanguages(), ofFormats);
}

export interface AppLanguage {
  /** Called once the messages are those of another language. */
  onChange(listener: () => void): void;
}

/** Resolves once the messages are those of the language that the settings name; it follows them from then on. */
export async function createAppLanguage(app: App, settings: AppSettings): Promise<AppLanguage> {
  // Loaded here, because the page of the window is served before there are messages.
  const { changeLocale } = await import('../../messages/format.js');
  const listeners: (() => void)[] = [];
  let choice = settings.view.language;
  settings.onChange(({ language }) => {
    if (language === choice) return;
    choice = language;
    void changeLocale(localeFor(app, choice)).then((isChanged) => {
      if (isChanged) listeners.forEach((notify) => notify());
    });
  });
  await changeLocale(localeFor(app, choice));
  return { onChange: (listener) => void listeners.push(listener) };
}
