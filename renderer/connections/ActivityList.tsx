import { useIntl } from 'react-intl';

import type { ActivityView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { useFailureText } from '../components/failure-text.js';
import { FailureDetails } from '../components/FailureDetails.js';
import { formatClockTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import styles from './Tab.module.css';

interface ActivityListProps {
  readonly activity: readonly ActivityView[];
  readonly service: string;
}

/** The newest entry comes first. */
export function ActivityList({ activity, service }: ActivityListProps) {
  const message = useMessage();
  if (activity.length === 0) return <p className={styles.soft}>{message('activity.none')}</p>;
  return (
    <ol className={styles.list}>
      {activity.map((entry, index) => (
        <Entry
          key={`${entry.at} ${entry.kind} ${activity.length - index}`}
          entry={entry}
          service={service}
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
