import { CircleAlert, CircleCheck } from 'lucide-react';

import type { ConnectionView, PermissionView } from '../../ipc/connection-view.js';
import type { ScopeView } from '../../ipc/service-view.js';
import { useMessage } from '../components/message.js';
import { useService } from '../store/selectors.js';
import styles from './Tab.module.css';

export function PermissionsTab({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const { permissions, serviceName: service } = connection;
  const scopes = useService(connection.serviceId)?.scopes ?? [];
  if (permissions.length === 0) {
    return <p className={styles.soft}>{message('permissions.none', { service })}</p>;
  }
  return (
    <div>
      <p className={styles.soft}>{message('permissions.intro', { service })}</p>
      <ul className={styles.list}>
        {permissions.map((permission) => (
          <Permission
            key={permission.scope}
            permission={permission}
            known={scopes.find(({ name }) => name === permission.scope)}
          />
        ))}
      </ul>
    </div>
  );
}

interface PermissionProps {
  readonly permission: PermissionView;
  /** The catalogue's description. */
  readonly known: ScopeView | undefined;
}

function Permission({ permission, known }: PermissionProps) {
  const message = useMessage();
  const { scope, description, requested, granted } = permission;
  const Icon = granted ? CircleCheck : CircleAlert;
  const facts = [
    ...(known?.risk ? [message(`permissions.risk.${known.risk}`)] : []),
    ...(known?.adminOnly === true ? [message('permissions.adminOnly')] : []),
  ];
  return (
    <li className={styles.entry} data-missing={granted ? undefined : true}>
      <Icon aria-hidden />
      <div className={styles.entryBody}>
        <p className={styles.description}>{description ?? scope}</p>
        <p className={styles.raw}>
          {description === null ? message('permissions.notDescribed') : <code>{scope}</code>}
        </p>
        {facts.length === 0 ? null : <p className={styles.facts}>{facts.join(' · ')}</p>}
        {granted ? null : <p className={styles.flag}>{message('permissions.notGranted')}</p>}
        {granted && !requested ? (
          <p className={styles.flag}>{message('permissions.notRequested')}</p>
        ) : null}
      </div>
    </li>
  );
}
