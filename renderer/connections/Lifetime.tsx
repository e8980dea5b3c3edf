import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNowTowards } from '../components/clock.js';
import { countdownTarget, lifetimeText } from './lifetime-text.js';

/** Counts down on its own, without rendering the row around it. */
export function Lifetime({ connection }: { readonly connection: ConnectionView }) {
  const intl = useIntl();
  const now = useNowTowards(countdownTarget(connection) ?? 0);
  return <>{lifetimeText(connection, now, intl)}</>;
}
