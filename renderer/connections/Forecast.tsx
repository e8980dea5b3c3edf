import { useId } from 'react';
import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import type { ForecastEntry } from '../../ipc/forecast-view.js';
import { useNow } from '../components/clock.js';
import { formatDay } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { useDetailsOf } from '../store/selectors.js';
import { forecastText, isExpected, sourceText } from './forecast-text.js';
import styles from './Forecast.module.css';

interface ForecastProps {
  readonly connection: ConnectionView;
}

/** The next 90 days of a connection: what will need the user, and how that is known. */
export function Forecast({ connection: { id, serviceName } }: ForecastProps) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const headingId = useId();
  const forecast = useDetailsOf(id)?.forecast;
  if (forecast === undefined || forecast.kind === 'none') return null;
  const heading = (
    <h3 id={headingId} className={styles.heading}>
      {message('forecast.heading')}
    </h3>
  );
  if (forecast.kind === 'needs_you_now') {
    return (
      <section className={styles.card} aria-labelledby={headingId}>
        {heading}
        <p>{message('forecast.now')}</p>
      </section>
    );
  }
  const { entries, later, refreshingSince } = forecast;
  const expectsNothing = !entries.some(({ event }) => isExpected(event));
  return (
    <section className={styles.card} aria-labelledby={headingId}>
      {heading}
      <ul className={styles.entries}>
        {expectsNothing ? (
          <li>
            <p>{message('forecast.nothing')}</p>
            {refreshingSince === null ? null : (
              <p className={styles.source}>
                {message('forecast.refreshingSince', {
                  day: formatDay(refreshingSince, now, intl),
                })}{' '}
                {sourceText({ kind: 'seen' }, intl)}
              </p>
            )}
          </li>
        ) : null}
        {entries.map((entry, index) => (
          <Entry key={`${entry.event.kind} ${index}`} entry={entry} service={serviceName} />
        ))}
        {later === null ? null : <Entry entry={later} service={serviceName} isLater />}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly entry: ForecastEntry;
  readonly service: string;
  readonly isLater?: boolean;
}

function Entry({ entry: { event, source }, service, isLater = false }: EntryProps) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  return (
    <li data-expected={!isLater && isExpected(event) ? true : undefined}>
      <p>
        {isLater ? `${message('forecast.later')} ` : ''}
        {forecastText(event, service, now, intl)}
      </p>
      <p className={styles.source}>{sourceText(source, intl)}</p>
    </li>
  );
}
