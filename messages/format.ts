/** Messages for main: menus, tray, notifications, dialogs. The window has react-intl for the same catalogue. */
import { IntlMessageFormat } from 'intl-messageformat';

import english from './en.json' with { type: 'json' };
import { isolated } from './isolated.js';
import { locale } from './locale.js';
import type { MessageId, MessageValues } from './message-id.js';

/** Parsed once each: a list may show thousands of connections by the same message. */
const formats = new Map<MessageId, IntlMessageFormat>();

/** A message of the catalogue as plain text. Throws when `values` lacks one that the message names. */
export function formatMessage(id: MessageId, values: MessageValues = {}): string {
  const format = formats.get(id) ?? new IntlMessageFormat(english[id], locale);
  formats.set(id, format);
  return String(format.format(isolated(values)));
}
