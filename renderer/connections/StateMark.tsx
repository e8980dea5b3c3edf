import {
  CalendarClock,
  CircleCheck,
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
import { stateWord, toneOf } from './state-words.js';
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
};

/** A state as sign and word: never by colour alone. */
export function StateMark({ state }: { readonly state: ConnectionState }) {
  const intl = useIntl();
  const now = useNowTowards(state.kind === 'retrying' ? state.nextAttemptAt : 0);
  const Icon = icons[state.kind];
  return (
    <span className={styles.mark} data-tone={toneOf(state)}>
      <Icon className={state.kind === 'refreshing' ? styles.turning : styles.icon} aria-hidden />
      {stateWord(state, now, intl)}
    </span>
  );
}
