import { useIntl } from 'react-intl';

import { useNowTowards } from '../components/clock.js';
import { type Disconnecting, waitsFor } from './disconnect-text.js';

interface DisconnectWaitProps {
  readonly state: Disconnecting;
  readonly service: string;
}

/** What stands between the person's wish to disconnect and its end, in the list. */
export function DisconnectWait({ state, service }: DisconnectWaitProps) {
  const intl = useIntl();
  const { progress } = state;
  const now = useNowTowards(progress.kind === 'waiting' ? progress.nextAttemptAt : 0);
  const words = waitsFor(state, service, now, intl) ?? '';
  return <span title={words}>{words}</span>;
}
