import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { FactList } from '../components/FactList.js';
import { formatClockTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { hasStoppedDisconnecting } from './disconnect-text.js';
import { FinishAtService } from './FinishAtService.js';
import { Forecast } from './Forecast.js';
import { SignOutAtService } from './SignOutAtService.js';
import styles from './Tab.module.css';

export function OverviewTab({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { account, serviceName: service } = connection;
  const email = { name: message('overview.email'), value: <bdi>{account.email}</bdi> };
  const when = (at: number) => formatClockTime(at, now, intl);
  const facts = [
    {
      name: message('overview.account'),
      value: <bdi>{account.name ?? account.email ?? message('overview.noName', { service })}</bdi>,
    },
    ...(account.email === null ? [] : [email]),
    ...(connection.note === null
      ? []
      : [{ name: message('overview.note'), value: <bdi>{connection.note}</bdi> }]),
    { name: message('overview.can'), value: <Can connection={connection} /> },
    { name: message('overview.connectedAt'), value: when(connection.connectedAt) },
    {
      name: message('overview.lastRefreshedAt'),
      value:
        connection.lastRefreshedAt === null
          ? message('overview.never')
          : when(connection.lastRefreshedAt),
    },
  ];
  return (
    <div className={styles.tab}>
      <FactList facts={facts} isCard />
      <Forecast connection={connection} />
      {/* StateNotice already shows it when nothing else is left to do. */}
      {hasStoppedDisconnecting(connection.state) ? null : (
        <FinishAtService
          serviceId={connection.serviceId}
          serviceName={service}
          hasAccountPage={connection.hasAccountPage}
        >
          <SignOutAtService connection={connection} />
        </FinishAtService>
      )}
    </div>
  );
}

/** Named here before the rest is counted. */
const namedPermissions = 2;

/** Names the first permissions; the tab has all of them. */
function Can({
  connection: { permissions, serviceName },
}: {
  readonly connection: ConnectionView;
}) {
  const message = useMessage();
  const granted = permissions.filter((permission) => permission.granted);
  const missing = permissions.filter((permission) => permission.requested && !permission.granted);
  if (permissions.length === 0) return message('overview.notStated', { service: serviceName });
  const named = granted
    .slice(0, namedPermissions)
    .map(({ description, scope }) => description ?? scope);
  const count = granted.length - named.length;
  return (
    <>
      {[...named, ...(count > 0 ? [message('overview.more', { count })] : [])].join(' · ')}
      {missing.length === 0 ? null : (
        <span className={styles.flag}>
          {named.length === 0 ? '' : ' · '}
          {message('overview.missing', { count: missing.length })}
        </span>
      )}
    </>
  );
}
