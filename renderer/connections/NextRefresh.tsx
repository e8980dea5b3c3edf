import { RefreshCw } from 'lucide-react';
import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNowTowards } from '../components/clock.js';
import { formatShortDuration } from '../components/format-time.js';
import styles from './ConnectionRow.module.css';

/** The time left until the next refresh, where all is well; in words it is beside the state. */
export function NextRefresh({ connection }: { readonly connection: ConnectionView }) {
  const intl = useIntl();
  const { state, lifetime } = connection;
  const next =
    state.kind === 'active' && lifetime.kind === 'refreshes' ? lifetime.nextRefreshAt : null;
  const now = useNowTowards(next ?? 0);
  if (next === null || next <= now) return null;
  return (
    <span className={styles.next} aria-hidden>
      <RefreshCw />
      {formatShortDuration(next - now, intl)}
    </span>
  );
}
