/** Gives all formatters of the window the messages, and the time zone and hour cycle of this computer. */
import { type ReactNode, useMemo } from 'react';
import {
  IntlProvider,
  type IntlShape,
  type MessageDescriptor,
  RawIntlProvider,
  useIntl,
} from 'react-intl';

import english from '../../messages/en.json';
import { isolated } from '../../messages/isolated.js';
import { locale } from '../../messages/locale.js';
import { useRegion } from '../store/selectors.js';

type Format = (descriptor: MessageDescriptor, values?: Record<string, string | number>) => string;

export function RegionProvider({ children }: { readonly children: ReactNode }) {
  const region = useRegion();
  return (
    <IntlProvider
      // As part of the locale the hour cycle reaches every formatter (RFC 6067, key `hc`).
      locale={region === null ? locale : `${locale}-u-hc-${region.hourCycle}`}
      messages={english}
      {...(region !== null && { timeZone: region.timeZone })}
    >
      <Isolating>{children}</Isolating>
    </IntlProvider>
  );
}

/** Every message isolates the names in it, however it is formatted. */
function Isolating({ children }: { readonly children: ReactNode }) {
  const intl = useIntl();
  const isolating = useMemo<IntlShape>(() => {
    const formatMessage: Format = (descriptor, values = {}) =>
      intl.formatMessage(descriptor, isolated(values));
    return { ...intl, formatMessage: formatMessage as IntlShape['formatMessage'] };
  }, [intl]);
  return <RawIntlProvider value={isolating}>{children}</RawIntlProvider>;
}
