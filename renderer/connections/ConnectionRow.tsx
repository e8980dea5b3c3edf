import { Check } from 'lucide-react';
import { memo, useId } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import { useConnection, useShippedId } from '../store/selectors.js';
import type { Group } from '../store/sorting.js';
import { selectConnection } from '../store/ui-actions.js';
import styles from './ConnectionRow.module.css';
import { DisconnectWait } from './DisconnectWait.js';
import { focusDetails } from './focus-details.js';
import { Lifetime } from './Lifetime.js';
import { NextRefresh } from './NextRefresh.js';
import { OtherName } from './OtherName.js';
import { splitHost } from './split-host.js';
import { StateMark } from './StateMark.js';
import { StateWord } from './StateWord.js';

interface ConnectionRowProps {
  readonly id: string;
  /** 1-based position among all listed connections, rendered or not. */
  readonly place: number;
  readonly count: number;
  readonly top: number;
  /** The heading above it; null: it is not the first one of a group. */
  readonly group: Group['kind'] | null;
  readonly groupCount: number;
  readonly selected: boolean;
  /** The one row that Tab stops at. */
  readonly reachable: boolean;
  readonly menuOpen: boolean;
  /** Null: there is nothing to check, a click opens the connection. */
  readonly checked: boolean | null;
}

export const ConnectionRow = memo(function ConnectionRow(props: ConnectionRowProps) {
  const { id, place, count, top, group, groupCount, selected, reachable, menuOpen, checked } =
    props;
  const message = useMessage();
  const connection = useConnection(id);
  const shippedId = useShippedId(connection?.serviceId ?? '');
  const stateId = useId();
  if (connection === null) return null;
  const { label, serviceName } = connection;
  return (
    <li
      className={styles.item}
      aria-posinset={place}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
    >
      {group === null ? null : (
        <h2 className={styles.heading}>
          <span>{message(`list.group.${group}`)}</span> <span>{groupCount}</span>
        </h2>
      )}
      <div
        className={styles.row}
        data-selected={selected ? true : undefined}
        data-menu-open={menuOpen ? true : undefined}
        data-checked={checked ?? undefined}
      >
        {checked === null ? null : (
          <span className={styles.box} data-checked={checked ? true : undefined} aria-hidden>
            {checked ? <Check /> : null}
          </span>
        )}
        <ServiceTile shippedId={shippedId} serviceName={serviceName} colour={connection.colour} />
        <div className={styles.text}>
          {/* Covers the whole row. Screen readers read the state after the name, not as part of it. */}
          <button
            type="button"
            className={styles.open}
            data-row={place - 1}
            tabIndex={reachable ? 0 : -1}
            {...(checked === null ? {} : { role: 'checkbox', 'aria-checked': checked })}
            aria-current={selected ? 'true' : undefined}
            aria-describedby={stateId}
            onClick={({ detail }) => {
              // Pressed by the keyboard, the row that is shown leads into its details.
              if (selected && detail === 0) focusDetails();
              else selectConnection(id);
            }}
            // The first click has opened them.
            onDoubleClick={checked === null ? focusDetails : undefined}
          >
            <span className={styles.name} title={label}>
              <bdi>{label}</bdi>
            </span>
            <SecondLine connection={connection} />
          </button>
          <VisuallyHidden>
            <span id={stateId}>
              <StateMark connection={connection} /> <When connection={connection} />
            </span>
          </VisuallyHidden>
        </div>
        <NextRefresh connection={connection} />
      </div>
    </li>
  );
});

/** The service and the account, after a word where something is not as it should be. */
function SecondLine({ connection }: { readonly connection: ConnectionView }) {
  const { host, name } = splitHost(connection.serviceName);
  return (
    <span className={styles.second}>
      <StateWord connection={connection} />
      {host === null ? null : (
        <>
          <bdi>{host}</bdi>
          {' · '}
        </>
      )}
      <bdi>{name}</bdi>
      <OtherName connection={connection} />
    </span>
  );
}

/** The time that counts: of the next refresh, of the end, or of the next try to disconnect. */
function When({ connection }: { readonly connection: ConnectionView }) {
  const { state, serviceName } = connection;
  return state.kind === 'disconnecting' && state.progress.kind !== 'pending' ? (
    <DisconnectWait state={state} service={serviceName} />
  ) : (
    <Lifetime connection={connection} />
  );
}
