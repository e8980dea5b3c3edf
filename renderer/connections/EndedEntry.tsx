import { ShieldCheck, ShieldQuestion, Trash2 } from 'lucide-react';
import { useIntl } from 'react-intl';

import type { ActivityView } from '../../ipc/connection-view.js';
import type { EndedView } from '../../ipc/history-view.js';
import { Button } from '../components/Button.js';
import { useNow } from '../components/clock.js';
import { Disclosure } from '../components/Disclosure.js';
import { formatClockTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { useShippedId } from '../store/selectors.js';
import { ActivityList } from './ActivityList.js';
import { endingText, isSure } from './ending-text.js';
import { FinishAtService } from './FinishAtService.js';
import styles from './HistoryDialog.module.css';

interface EndedEntryProps {
  readonly ended: EndedView;
  readonly isOpen: boolean;
  /** Null: not sent yet. */
  readonly activity: readonly ActivityView[] | null;
  readonly onToggle: () => void;
  readonly onDelete: () => void;
}

/** A connection that has ended: whose it was, and how it is known that it ended. */
export function EndedEntry({ ended, isOpen, activity, onToggle, onDelete }: EndedEntryProps) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { connectionId, serviceId, serviceName, label, ending, hasAccountPage } = ended;
  const shippedId = useShippedId(serviceId);
  const time = (at: number) => formatClockTime(at, now, intl);
  const account = ended.account.email ?? ended.account.name;
  const isConfirmed = isSure(ending);
  const Icon = isConfirmed ? ShieldCheck : ShieldQuestion;
  const deleteName = message('history.delete');
  return (
    <li className={styles.entry}>
      <ServiceTile shippedId={shippedId} serviceName={serviceName} />
      <div className={styles.body}>
        <p id={connectionId} className={styles.label}>
          <bdi>{label}</bdi>
        </p>
        <p className={styles.soft}>
          <bdi>{serviceName}</bdi>
          {account === null || account === label ? null : (
            <>
              {' · '}
              <bdi>{account}</bdi>
            </>
          )}
          {' · '}
          <time dateTime={new Date(ended.endedAt).toISOString()}>
            {message('history.ended', { time: time(ended.endedAt) })}
          </time>
        </p>
        <p className={styles.ending} data-sure={isConfirmed ? true : undefined}>
          <Icon aria-hidden />
          <span>{endingText(ending, serviceName, now, intl)}</span>
        </p>
        <Disclosure
          title={message('history.details')}
          describedBy={connectionId}
          open={isOpen}
          onToggle={onToggle}
        >
          <div className={styles.more}>
            <p className={styles.soft}>
              {message('history.connectedAt')} {time(ended.connectedAt)}
            </p>
            <h3 className={styles.name}>{message('history.activity')}</h3>
            {activity === null ? (
              <p className={styles.soft}>{message('activity.loading')}</p>
            ) : (
              <ActivityList activity={activity} service={serviceName} />
            )}
            <FinishAtService
              serviceId={serviceId}
              serviceName={serviceName}
              hasAccountPage={hasAccountPage}
            />
          </div>
        </Disclosure>
      </div>
      <Button
        variant="icon"
        aria-label={deleteName}
        aria-describedby={connectionId}
        title={deleteName}
        onClick={onDelete}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}
