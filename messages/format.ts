/** Messages for main: menus, tray, notifications, dialogs. The window has react-intl for the same messages. */
import { IntlMessageFormat } from 'intl-messageformat';

import { loadCatalogueTexts, setCatalogueTexts } from './catalogue-text.js';
import english from './en.json' with { type: 'json' };
import { isolated } from './isolated.js';
import { currentLocale, defaultLocale, languageOf, setCurrentLocale } from './locale.js';
import type { MessageId, MessageValues } from './message-id.js';
import { loadMessages, type Messages } from './messages.js';

let messages: Messages = english;
/** Parsed once each: a list may show thousands of connections by the same message. */
const formats = new Map<MessageId, IntlMessageFormat>();
/** The locale that was requested last; an earlier one that loads more slowly no longer counts. */
let requested = defaultLocale;

/** Resolves once every message is of this locale; to false if another one was requested meanwhile. */
export async function changeLocale(locale: string): Promise<boolean> {
  requested = locale;
  const language = languageOf(locale);
  const [loaded, texts] = await Promise.all([loadMessages(language), loadCatalogueTexts(language)]);
  if (requested !== locale) return false;
  setCatalogueTexts(texts);
  messages = loaded;
  setCurrentLocale(locale);
  formats.clear();
  return true;
}

/** A message as plain text. Throws when `values` lacks one that the message names. */
export function formatMessage(id: MessageId, values: MessageValues = {}): string {
  const format = formats.get(id) ?? parsed(id);
  formats.set(id, format);
  return String(format.format(isolated(values, currentLocale())));
}

function parsed(id: MessageId): IntlMessageFormat {
  const translated = messages[id];
  return translated === undefined
    ? new IntlMessageFormat(english[id], defaultLocale)
    : new IntlMessageFormat(translated, currentLocale());
}
