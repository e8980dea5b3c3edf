import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { FactList } from '../components/FactList.js';
import { formatClockTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { hasStoppedDisconnecting } from './disconnect-text.js';
import { FinishAtService } from './FinishAtService.js';
import { Lifetime } from './Lifetime.js';
import { SignOutAtService } from './SignOutAtService.js';
import styles from './Tab.module.css';

export function OverviewTab({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { account, serviceName: service, permissions } = connection;
  const granted = permissions.filter((permission) => permission.granted).length;
  const requested = permissions.filter((permission) => permission.requested).length;
  const notNamed = message('overview.notStated', { service });
  const email = { name: message('overview.email'), value: <bdi>{account.email}</bdi> };
  const when = (at: number | null, fallback: string) =>
    at === null ? fallback : formatClockTime(at, now, intl);
  const facts = [
    {
      name: message('overview.account'),
      value: <bdi>{account.name ?? account.email ?? message('overview.noName', { service })}</bdi>,
    },
    ...(account.email === null ? [] : [email]),
    { name: message('overview.service'), value: service },
    {
      name: message('overview.permissions'),
      value: permissions.some((permission) => permission.requested && !permission.granted)
        ? message('overview.permissionsMissing', { granted, requested })
        : permissions.length === 0
          ? notNamed
          : message('overview.permissionsGranted', { granted }),
    },
    { name: message('overview.lifetime'), value: <Lifetime connection={connection} /> },
    {
      name: message('overview.accessExpires'),
      value: when(connection.accessTokenExpiresAt, notNamed),
    },
    {
      name: message('overview.lastRefreshedAt'),
      value: when(connection.lastRefreshedAt, message('overview.never')),
    },
    {
      name: message('overview.connectedAt'),
      value: formatClockTime(connection.connectedAt, now, intl),
    },
  ];
  return (
    <div className={styles.tab}>
      <FactList facts={facts} />
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
