import { useIntl } from 'react-intl';

import type { KnownLifetimesView } from '../../ipc/token-details-view.js';
import { FactList } from '../components/FactList.js';
import { formatDuration } from '../components/format-time.js';
import { useMessage } from '../components/message.js';

/** Lifetimes as the service documents them; those it does not document show as not known. */
export function KnownLifetimes({ known }: { readonly known: KnownLifetimesView }) {
  const message = useMessage();
  const intl = useIntl();
  const notKnown = message('lifetimes.notKnown');
  const length = (ms: number | null) => (ms === null ? notKnown : formatDuration(ms, intl));
  const rotation = known.rotates ? 'lifetimes.replaced' : 'lifetimes.notReplaced';
  return (
    <FactList
      facts={[
        { name: message('lifetimes.accessToken'), value: length(known.accessTokenMs) },
        { name: message('lifetimes.refreshTokenIdle'), value: length(known.refreshTokenIdleMs) },
        { name: message('lifetimes.refreshTokenMax'), value: length(known.refreshTokenMaxMs) },
        {
          name: message('lifetimes.rotation'),
          value: known.rotates === null ? notKnown : message(rotation),
        },
        { name: message('lifetimes.grace'), value: length(known.graceMs) },
        { name: message('lifetimes.source'), value: known.source ?? notKnown },
      ]}
    />
  );
}
