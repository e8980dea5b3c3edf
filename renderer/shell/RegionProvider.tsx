/** Gives all formatters of the window the messages, and the time zone and hour cycle of this computer. */
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';

import english from '../../messages/en.json';
import { locale } from '../../messages/locale.js';
import { useRegion } from '../store/selectors.js';

export function RegionProvider({ children }: { readonly children: ReactNode }) {
  const region = useRegion();
  return (
    <IntlProvider
      // As part of the locale the hour cycle reaches every formatter (RFC 6067, key `hc`).
      locale={region === null ? locale : `${locale}-u-hc-${region.hourCycle}`}
      messages={english}
      {...(region !== null && { timeZone: region.timeZone })}
    >
      {children}
    </IntlProvider>
  );
}
