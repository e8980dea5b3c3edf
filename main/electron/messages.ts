/** Main's own words (menus, tray, notifications), from the one catalogue of everything on screen. */
import { IntlMessageFormat } from 'intl-messageformat';

import english from '../../messages/en.json' with { type: 'json' };

/** As in the window: the catalogue's English is international. */
const locale = 'en-GB';

export function message(
  id: keyof typeof english,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return String(new IntlMessageFormat(english[id], locale).format(values));
}
