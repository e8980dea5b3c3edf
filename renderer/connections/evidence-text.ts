import type { IntlShape } from 'react-intl';

import type { Evidence } from '../../ipc/connection-view.js';
import { formatClockTime } from '../components/format-time.js';

/** Says what is known about the end of a connection, and how. */
export function evidenceText(
  evidence: Evidence,
  service: string,
  now: number,
  intl: IntlShape,
): string {
  const time = (at: number) => formatClockTime(at, now, intl);
  switch (evidence.kind) {
    case 'confirmed':
      return intl.formatMessage({ id: 'evidence.confirmed' }, { service, time: time(evidence.at) });
    case 'accepted':
      return intl.formatMessage({ id: 'evidence.accepted' }, { service });
    case 'still_accepted':
      return evidence.accessEndsAt === null
        ? intl.formatMessage(
            { id: 'evidence.stillAcceptedNoEnd' },
            { service, time: time(evidence.at) },
          )
        : intl.formatMessage(
            { id: 'evidence.stillAccepted' },
            { service, time: time(evidence.at), end: time(evidence.accessEndsAt) },
          );
    case 'not_offered':
      return evidence.accessEndsAt === null
        ? intl.formatMessage({ id: 'evidence.notOfferedNoEnd' }, { service })
        : intl.formatMessage(
            { id: 'evidence.notOffered' },
            { service, end: time(evidence.accessEndsAt) },
          );
  }
}
