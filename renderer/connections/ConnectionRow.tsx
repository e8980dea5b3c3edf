import { memo, useId } from 'react';

import { Avatar } from '../components/Avatar.js';
import { useConnection } from '../store/selectors.js';
import { selectConnection } from '../store/ui-actions.js';
import styles from './ConnectionRow.module.css';
import { DisconnectWait } from './DisconnectWait.js';
import { Lifetime } from './Lifetime.js';
import { StateMark } from './StateMark.js';

interface ConnectionRowProps {
  readonly id: string;
  /** 1-based position among all listed connections, rendered or not. */
  readonly place: number;
  readonly count: number;
  readonly top: number;
  readonly selected: boolean;
  /** The one row that Tab stops at. */
  readonly reachable: boolean;
}

export const ConnectionRow = memo(function ConnectionRow(props: ConnectionRowProps) {
  const { id, place, count, top, selected, reachable } = props;
  const connection = useConnection(id);
  const stateId = useId();
  if (connection === null) return null;
  const { label, account, serviceName, state } = connection;
  // Tells accounts apart: the account's name where the user chose the label, otherwise its e-mail.
  const otherName = [account.name, account.email].find((name) => name !== null && name !== label);
  return (
    <li
      className={styles.item}
      aria-posinset={place}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div className={styles.row} data-selected={selected ? true : undefined}>
        <Avatar id={id} label={label} />
        <div className={styles.text}>
          {/* Covers the whole row. Screen readers read the state after the name, not as part of it. */}
          <button
            type="button"
            className={styles.open}
            data-row={place - 1}
            tabIndex={reachable ? 0 : -1}
            aria-current={selected ? 'true' : undefined}
            aria-describedby={stateId}
            onClick={() => selectConnection(id)}
          >
            <span className={styles.name} title={label}>
              <bdi>{label}</bdi>
            </span>
            <span className={styles.second}>
              {serviceName}
              {otherName ? (
                <>
                  {' · '}
                  <bdi>{otherName}</bdi>
                </>
              ) : null}
            </span>
          </button>
          <span className={styles.third} id={stateId}>
            <StateMark connection={connection} />{' '}
            <span className={styles.lifetime}>
              {state.kind === 'disconnecting' && state.progress.kind !== 'pending' ? (
                <DisconnectWait state={state} service={serviceName} />
              ) : (
                <Lifetime connection={connection} />
              )}
            </span>
          </span>
        </div>
      </div>
    </li>
  );
});
