import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import type { IntrospectionView } from '../../ipc/token-details-view.js';
import { Button } from '../components/Button.js';
import { useNow } from '../components/clock.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { formatClockTime } from '../components/format-time.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { Claims } from './Claims.js';
import styles from './TokenDetails.module.css';

interface IntrospectionProps {
  readonly connection: ConnectionView;
  readonly introspection: IntrospectionView;
}

/** Asks the server about the access token. @see RFC 7662 */
export function Introspection({ connection, introspection }: IntrospectionProps) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { send, busy, failure } = useRequest();
  const { serviceName: service } = connection;
  const introspect = () =>
    void send(() => requests.introspectToken({ connectionId: connection.id }));
  const shownFailure = failure ?? (introspection.kind === 'failed' ? introspection.failure : null);
  return (
    <div className={styles.introspection}>
      <h3 className={styles.heading}>{message('introspection.heading')}</h3>
      <div aria-live="polite">
        {introspection.kind === 'answered' ? (
          <p>
            {message(introspection.active ? 'introspection.active' : 'introspection.inactive', {
              service,
              time: formatClockTime(introspection.at, now, intl),
            })}
          </p>
        ) : introspection.kind === 'failed' ? null : (
          <p className={styles.soft}>
            {message(`introspection.${introspection.kind}`, { service })}
          </p>
        )}
      </div>
      {introspection.kind === 'answered' && Object.keys(introspection.claims).length > 0 ? (
        <Claims name={message('introspection.heading')} claims={introspection.claims} />
      ) : null}
      {shownFailure === null ? null : (
        <FailureNotice failure={shownFailure} service={service} busy={busy} onRemedy={introspect} />
      )}
      {introspection.kind === 'not_offered' ? null : (
        <div>
          <Button busy={busy || introspection.kind === 'pending'} onClick={introspect}>
            {message('introspection.ask')}
          </Button>
        </div>
      )}
    </div>
  );
}
