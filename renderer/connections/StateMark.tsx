import {
  CalendarClock,
  CircleCheck,
  CircleQuestionMark,
  CloudOff,
  KeyRound,
  Lock,
  RefreshCw,
  RotateCw,
  Settings2,
  Unplug,
  type LucideIcon,
} from 'lucide-react';
import { useIntl } from 'react-intl';

import type { ConnectionState } from '../../ipc/connection-view.js';
import { useNowTowards } from '../components/clock.js';
import { type StateAndLifetime, stateLabel, toneOf } from './state-text.js';
import styles from './StateMark.module.css';

const icons: Readonly<Record<ConnectionState['kind'], LucideIcon>> = {
  active: CircleCheck,
  refreshing: RefreshCw,
  retrying: RotateCw,
  offline: CloudOff,
  expires: CalendarClock,
  needs_sign_in: KeyRound,
  misconfigured: Settings2,
  disconnecting: Unplug,
  storage_locked: Lock,
  newer_version: CircleQuestionMark,
};

/** The state as an icon with a label, never by colour alone. */
export function StateMark({ connection }: { readonly connection: StateAndLifetime }) {
  const intl = useIntl();
  const { state } = connection;
  const now = useNowTowards(changesAt(connection));
  const Icon = icons[state.kind];
  return (
    <span className={styles.mark} data-tone={toneOf(connection, now)}>
      <Icon className={state.kind === 'refreshing' ? styles.turning : styles.icon} aria-hidden />
      {stateLabel(connection, now, intl)}
    </span>
  );
}

/** When the label changes by time alone, ms since 1970; 0 when it does not. */
function changesAt({ state, lifetime }: StateAndLifetime): number {
  if (state.kind === 'retrying') return state.nextAttemptAt;
  return state.kind === 'expires' && lifetime.kind === 'ends' ? lifetime.at : 0;
}
