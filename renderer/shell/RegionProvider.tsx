/** Gives all formatters of the window the messages, and the time zone and hour cycle of this computer. */
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import {
  createIntl,
  IntlProvider,
  type IntlShape,
  type MessageDescriptor,
  RawIntlProvider,
  useIntl,
} from 'react-intl';

import english from '../../messages/en.json';
import { isolated } from '../../messages/isolated.js';
import { defaultLocale, directionOf, languageOf } from '../../messages/locale.js';
import { loadMessages, type Messages } from '../../messages/messages.js';
import { useRegion } from '../store/selectors.js';

type Format = (descriptor: MessageDescriptor, values?: Record<string, string | number>) => string;

/** The messages on screen, and the locale that they are of. */
export interface ShownMessages {
  readonly locale: string;
  readonly messages: Messages;
}

interface RegionProviderProps {
  /** Those of the page's language, until main reports one. */
  readonly first?: ShownMessages;
  readonly children: ReactNode;
}

const ofEnglish: ShownMessages = { locale: defaultLocale, messages: english };

export function RegionProvider({ first = ofEnglish, children }: RegionProviderProps) {
  const region = useRegion();
  const { locale, messages } = useMessagesOf(region?.locale ?? first.locale, first);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);
  return (
    <I18nProvider locale={locale}>
      <IntlProvider
        // As part of the locale the hour cycle reaches every formatter (RFC 6067, key `hc`).
        locale={region === null ? locale : `${locale}-u-hc-${region.hourCycle}`}
        messages={{ ...english, ...messages }}
        {...(region !== null && { timeZone: region.timeZone })}
      >
        <Isolating messages={messages}>{children}</Isolating>
      </IntlProvider>
    </I18nProvider>
  );
}

/** Keeps the messages that are shown until those of another locale are there. */
function useMessagesOf(locale: string, first: ShownMessages): ShownMessages {
  const [shown, setShown] = useState(first);
  useEffect(() => {
    if (shown.locale === locale) return;
    let isCurrent = true;
    void loadMessages(languageOf(locale)).then((messages) => {
      if (isCurrent) setShown({ locale, messages });
    });
    return () => void (isCurrent = false);
  }, [locale, shown.locale]);
  return shown;
}

/** Every message isolates the names in it, however it is formatted. One not translated yet is in English. */
function Isolating({
  messages,
  children,
}: {
  readonly messages: Messages;
  readonly children: ReactNode;
}) {
  const intl = useIntl();
  const isolating = useMemo<IntlShape>(() => {
    const { locale, timeZone } = intl;
    const inEnglish = createIntl({
      ...{ locale: defaultLocale, messages: english },
      ...(timeZone !== undefined && { timeZone }),
    });
    const formatMessage: Format = (descriptor, values = {}) => {
      const isTranslated = Object.hasOwn(messages, descriptor.id ?? '');
      return (isTranslated ? intl : inEnglish).formatMessage(descriptor, isolated(values, locale));
    };
    return { ...intl, formatMessage: formatMessage as IntlShape['formatMessage'] };
  }, [intl, messages]);
  return <RawIntlProvider value={isolating}>{children}</RawIntlProvider>;
}
