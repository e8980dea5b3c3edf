/** Formats messages as the window does, for tests of what turns facts into text. */
import { createIntl } from 'react-intl';

import english from '../../messages/en.json';
import { defaultLocale } from '../../messages/locale.js';

export const intl = createIntl({ locale: defaultLocale, messages: english, timeZone: 'UTC' });
