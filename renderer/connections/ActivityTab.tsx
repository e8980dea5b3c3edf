import { useIntl } from 'react-intl';

import type { ActivityView, ConnectionView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { useFailureText } from '../components/failure-text.js';
import { FailureDetails } from '../components/FailureDetails.js';
import { formatClockTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { useDetailsOf } from '../store/selectors.js';
import styles from './Tab.module.css';

export function ActivityTab({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const details = useDetailsOf(connection.id);
  if (details === null) return <p className={styles.soft}>{message('activity.loading')}</p>;
  const { activity } = details;
  if (activity === null) return <p className={styles.soft}>{message('activity.locked')}</p>;
  if (activity.length === 0) return <p className={styles.soft}>{message('activity.none')}</p>;
  return (
    <ol className={styles.list}>
      {activity.map((entry, index) => (
        <Entry
          key={`${entry.at} ${entry.kind} ${activity.length - index}`}
          entry={entry}
          service={connection.serviceName}
        />
      ))}
    </ol>
  );
}

function Entry({ entry, service }: { readonly entry: ActivityView; readonly service: string }) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  return (
    <li className={styles.entry}>
      <time className={styles.time} dateTime={new Date(entry.at).toISOString()}>
        {formatClockTime(entry.at, now, intl)}
      </time>
      <div className={styles.entryBody}>
        <p>{message(`activity.${entry.kind}`)}</p>
        {entry.failure === null ? null : <Cause failure={entry.failure} service={service} />}
      </div>
    </li>
  );
}

function Cause(props: {
  readonly failure: NonNullable<ActivityView['failure']>;
  readonly service: string;
}) {
  const { happened } = useFailureText(props.failure, props.service);
  return (
    <>
      <p className={styles.soft}>{happened}</p>
      <FailureDetails failure={props.failure} />
    </>
  );
}
