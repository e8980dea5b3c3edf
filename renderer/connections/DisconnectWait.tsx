import { useIntl } from 'react-intl';

import { useNowTowards } from '../components/clock.js';
import { type Disconnecting, disconnectWaitText } from './disconnect-text.js';

interface DisconnectWaitProps {
  readonly state: Disconnecting;
  readonly service: string;
}

/** Shows in the list what a disconnect waits for. */
export function DisconnectWait({ state, service }: DisconnectWaitProps) {
  const intl = useIntl();
  const { progress } = state;
  const now = useNowTowards(progress.kind === 'waiting' ? progress.nextAttemptAt : 0);
  const text = disconnectWaitText(state, service, now, intl) ?? '';
  return <span title={text}>{text}</span>;
}
