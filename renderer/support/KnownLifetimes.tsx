import { useIntl } from 'react-intl';

import type { KnownLifetimesView } from '../../ipc/connection-view.js';
import { FactList } from '../components/FactList.js';
import { useMessage } from '../components/message.js';
import { duration } from '../components/times.js';

/** What the service says of its own lifetimes; what it does not say is said to be not known. */
export function KnownLifetimes({ known }: { readonly known: KnownLifetimesView }) {
  const say = useMessage();
  const intl = useIntl();
  const notKnown = say('lifetimes.notKnown');
  const length = (ms: number | null) => (ms === null ? notKnown : duration(ms, intl));
  const rotation = known.rotates ? 'lifetimes.replaced' : 'lifetimes.kept';
  return (
    <FactList
      facts={[
        { name: say('lifetimes.accessToken'), value: length(known.accessTokenMs) },
        { name: say('lifetimes.refreshTokenIdle'), value: length(known.refreshTokenIdleMs) },
        { name: say('lifetimes.refreshTokenMax'), value: length(known.refreshTokenMaxMs) },
        {
          name: say('lifetimes.rotates'),
          value: known.rotates === null ? notKnown : say(rotation),
        },
        { name: say('lifetimes.grace'), value: length(known.graceMs) },
        { name: say('lifetimes.source'), value: known.source ?? notKnown },
      ]}
    />
  );
}
