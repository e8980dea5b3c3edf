import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { FactList } from '../components/FactList.js';
import { useMessage } from '../components/message.js';
import { clockTime } from '../components/times.js';
import { couldNotBeDisconnected } from './disconnect-text.js';
import { FinishAtService } from './FinishAtService.js';
import { Lifetime } from './Lifetime.js';
import { SignOutAtService } from './SignOutAtService.js';
import styles from './Tab.module.css';

export function OverviewTab({ connection }: { readonly connection: ConnectionView }) {
  const say = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { account, serviceName: service, permissions } = connection;
  const granted = permissions.filter((permission) => permission.granted).length;
  const asked = permissions.filter((permission) => permission.asked).length;
  const notNamed = say('overview.notNamed', { service });
  const email = { name: say('overview.email'), value: <bdi>{account.email}</bdi> };
  const when = (at: number | null, otherwise: string) =>
    at === null ? otherwise : clockTime(at, now, intl);
  const facts = [
    {
      name: say('overview.account'),
      value: <bdi>{account.name ?? account.email ?? say('overview.noName', { service })}</bdi>,
    },
    ...(account.email === null ? [] : [email]),
    { name: say('overview.service'), value: service },
    {
      name: say('overview.permissions'),
      value: permissions.some((permission) => permission.asked && !permission.granted)
        ? say('overview.permissionsMissing', { granted, asked })
        : permissions.length === 0
          ? notNamed
          : say('overview.permissionsGranted', { granted }),
    },
    { name: say('overview.lasts'), value: <Lifetime connection={connection} /> },
    {
      name: say('overview.accessExpires'),
      value: when(connection.accessTokenExpiresAt, notNamed),
    },
    {
      name: say('overview.lastRefreshedAt'),
      value: when(connection.lastRefreshedAt, say('overview.never')),
    },
    { name: say('overview.connectedAt'), value: clockTime(connection.connectedAt, now, intl) },
  ];
  return (
    <div className={styles.tab}>
      <FactList facts={facts} />
      {/* Where nothing else is left to do, it stands above. */}
      {couldNotBeDisconnected(connection.state) ? null : (
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
