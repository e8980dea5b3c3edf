import type { IntlShape } from 'react-intl';

import type { EndingView } from '../../ipc/history-view.js';
import { formatClockTime } from '../components/format-time.js';
import { evidenceText } from './evidence-text.js';

/** The service itself has shown that the connection is over. */
export function isSure(ending: EndingView): boolean {
  if (ending.kind === 'disconnected') return ending.evidence.kind === 'confirmed';
  return ending.kind === 'ended_by_service';
}

/** Says how a connection ended, and how that is known. */
export function endingText(
  ending: EndingView,
  service: string,
  now: number,
  intl: IntlShape,
): string {
  const time = (at: number) => formatClockTime(at, now, intl);
  switch (ending.kind) {
    case 'disconnected':
      return evidenceText(ending.evidence, service, now, intl);
    case 'removed':
      return intl.formatMessage({ id: 'ending.removed' }, { service });
    case 'finished_at_service':
      return intl.formatMessage(
        { id: 'ending.finishedAtService' },
        { service, time: time(ending.openedAt) },
      );
    case 'ended_by_service':
      return ending.refusedAt === null
        ? intl.formatMessage({ id: 'ending.endedByServiceNoTime' }, { service })
        : intl.formatMessage(
            { id: 'ending.endedByService' },
            { service, time: time(ending.refusedAt) },
          );
    case 'newer_version':
      return intl.formatMessage({ id: 'ending.newerVersion' });
  }
}
