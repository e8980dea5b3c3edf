import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNowTowards } from '../components/clock.js';
import { countsTowards, lifetimeText } from './lifetime-text.js';

/** Counts down by itself, without drawing the row around it anew. */
export function Lifetime({ connection }: { readonly connection: ConnectionView }) {
  const intl = useIntl();
  const now = useNowTowards(countsTowards(connection) ?? 0);
  return <>{lifetimeText(connection, now, intl)}</>;
}
