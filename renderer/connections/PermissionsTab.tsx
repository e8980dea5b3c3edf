import { CircleAlert, CircleCheck, CirclePlus } from 'lucide-react';
import { useId, useState } from 'react';
import { useIntl } from 'react-intl';

import type { ConnectionView, PermissionView } from '../../ipc/connection-view.js';
import type { ScopeView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { SwitchField } from '../components/SwitchField.js';
import { requests } from '../store/requests.js';
import { useDetailsOf, useService } from '../store/selectors.js';
import { MorePermissionsDialog } from './MorePermissionsDialog.js';
import { type PermissionDiff, permissionDiff, sides, summaryOf } from './permission-diff.js';
import { usePermissionFacts } from './permission-facts.js';
import styles from './Tab.module.css';

export function PermissionsTab({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const intl = useIntl();
  const { permissions, serviceName: service } = connection;
  const diff = permissionDiff(permissions);
  const scopes = useService(connection.serviceId)?.scopes ?? [];
  return (
    <div className={styles.tab}>
      {permissions.length === 0 ? (
        <p className={styles.soft}>{message('permissions.none', { service })}</p>
      ) : (
        <>
          <p className={styles.soft}>{summaryOf(diff, service, intl)}</p>
          {sides.map((side) => (
            <Side key={side} side={side} permissions={diff[side]} scopes={scopes} />
          ))}
        </>
      )}
      <AskForMore connection={connection} />
      <TokenBinding connection={connection} />
    </div>
  );
}

interface SideProps {
  readonly side: keyof PermissionDiff;
  readonly permissions: readonly PermissionView[];
  readonly scopes: readonly ScopeView[];
}

function Side({ side, permissions, scopes }: SideProps) {
  const message = useMessage();
  const id = useId();
  if (permissions.length === 0) return null;
  return (
    <div>
      <h3 id={id} className={styles.side}>
        {message(`permissions.side.${side}`)}
      </h3>
      <ul className={styles.list} aria-labelledby={id}>
        {permissions.map((permission) => (
          <Permission
            key={permission.scope}
            side={side}
            permission={permission}
            known={scopes.find(({ name }) => name === permission.scope)}
          />
        ))}
      </ul>
    </div>
  );
}

/** Absent where the server cannot bind tokens, and until it is known whether these are bound. */
function TokenBinding({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const { id, tokenBinding, state } = connection;
  const tokens = useDetailsOf(id)?.tokens;
  if (tokenBinding.kind === 'not_offered' || !tokens || state.kind === 'disconnecting') return null;
  const isBound = tokens.tokenType === 'dpop';
  const isChosen = tokenBinding.chosen ?? isBound;
  return (
    <SwitchField
      label={message('permissions.bind')}
      text={message(isChosen === isBound ? 'permissions.bindText' : 'permissions.bindLater')}
      on={isChosen}
      possible
      onChange={(bind) => void requests.setTokenBinding({ connectionId: id, bind })}
    />
  );
}

/** Absent where no browser grants permissions, and where the connection is ending. */
function AskForMore({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const [isOpen, setIsOpen] = useState(false);
  const grant = useDetailsOf(connection.id)?.tokens?.grant;
  const hasNoBrowser =
    grant === 'client_credentials' || grant === 'jwt_bearer' || grant === 'server_held';
  if (hasNoBrowser || connection.state.kind === 'disconnecting') return null;
  return (
    <div>
      <Button onClick={() => setIsOpen(true)}>{message('permissions.ask')}</Button>
      {isOpen ? (
        <MorePermissionsDialog connection={connection} onClose={() => setIsOpen(false)} />
      ) : null}
    </div>
  );
}

const icons = { granted: CircleCheck, missing: CircleAlert, extra: CirclePlus } as const;

interface PermissionProps {
  readonly side: keyof PermissionDiff;
  readonly permission: PermissionView;
  /** The catalogue's description. */
  readonly known: ScopeView | undefined;
}

function Permission({ side, permission, known }: PermissionProps) {
  const message = useMessage();
  const { scope, description } = permission;
  const Icon = icons[side];
  const facts = usePermissionFacts(known);
  return (
    <li className={styles.entry} data-side={side}>
      <Icon aria-hidden />
      <div className={styles.entryBody}>
        <p className={styles.description}>{description ?? scope}</p>
        <p className={styles.raw}>
          {description === null ? message('permissions.notDescribed') : <code>{scope}</code>}
        </p>
        {facts.length === 0 ? null : <p className={styles.facts}>{facts.join(' · ')}</p>}
      </div>
    </li>
  );
}
