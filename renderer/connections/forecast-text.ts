import type { IntlShape } from 'react-intl';

import type { ForecastEvent, ForecastSource } from '../../ipc/forecast-view.js';
import { day, formatClockTime, formatDay, formatDuration } from '../components/format-time.js';

/** Within this, the time of day matters too. */
const showTimeBefore = 2 * day;

/** Says what will need the user, and when. */
export function forecastText(
  event: ForecastEvent,
  service: string,
  now: number,
  intl: IntlShape,
): string {
  const time = (at: number) =>
    at - now < showTimeBefore ? formatClockTime(at, now, intl) : formatDay(at, now, intl);
  switch (event.kind) {
    case 'access_ends':
      return intl.formatMessage({ id: 'forecast.accessEnds' }, { time: time(event.at) });
    case 'access_end_not_known':
      return intl.formatMessage({ id: 'forecast.accessEndNotKnown' }, { service });
    case 'sign_in_by':
      return event.lifeMs === null
        ? intl.formatMessage({ id: 'forecast.signInByServer' }, { time: time(event.at) })
        : intl.formatMessage(
            { id: 'forecast.signInBy' },
            { service, time: time(event.at), life: formatDuration(event.lifeMs, intl) },
          );
    case 'sign_in_by_perhaps':
      return intl.formatMessage(
        { id: 'forecast.signInByPerhaps' },
        { service, time: time(event.at) },
      );
    case 'registration_ends':
      return intl.formatMessage(
        { id: 'forecast.registrationEnds' },
        { service, time: time(event.at) },
      );
    case 'unused_for':
      return intl.formatMessage(
        { id: 'forecast.unusedFor' },
        { service, life: formatDuration(event.lifeMs, intl) },
      );
    case 'refused':
      return intl.formatMessage({ id: 'forecast.refused' }, { service });
  }
}

export function sourceText(source: ForecastSource, intl: IntlShape): string {
  switch (source.kind) {
    case 'server':
      return intl.formatMessage({ id: 'forecast.source.server' });
    case 'documentation':
      return source.name === null
        ? intl.formatMessage({ id: 'forecast.source.documentation' })
        : intl.formatMessage({ id: 'forecast.source.documentationNamed' }, { name: source.name });
    case 'seen':
      return intl.formatMessage({ id: 'forecast.source.seen' });
  }
}

/** False for what happens only if Lanyard does not run: nothing is expected because of it. */
export function isExpected(event: ForecastEvent): boolean {
  return event.kind !== 'unused_for';
}
