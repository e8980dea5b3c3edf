import { useIntl } from 'react-intl';

import type { ConnectionView, IntrospectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useNow } from '../components/clock.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { clockTime } from '../components/times.js';
import { requests } from '../store/requests.js';
import { Claims } from './Claims.js';
import styles from './TokenDetails.module.css';

interface IntrospectionProps {
  readonly connection: ConnectionView;
  readonly introspection: IntrospectionView;
}

/** The server's own word on the access token (RFC 7662). */
export function Introspection({ connection, introspection }: IntrospectionProps) {
  const say = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { send, busy, failure } = useRequest();
  const { serviceName: service } = connection;
  const ask = () => void send(() => requests.introspectToken({ connectionId: connection.id }));
  const trouble = failure ?? (introspection.kind === 'failed' ? introspection.failure : null);
  return (
    <div className={styles.ask}>
      <h3 className={styles.heading}>{say('introspection.heading')}</h3>
      <div aria-live="polite">
        {introspection.kind === 'answered' ? (
          <p>
            {say(introspection.active ? 'introspection.active' : 'introspection.inactive', {
              service,
              time: clockTime(introspection.at, now, intl),
            })}
          </p>
        ) : introspection.kind === 'failed' ? null : (
          <p className={styles.soft}>{say(`introspection.${introspection.kind}`, { service })}</p>
        )}
      </div>
      {introspection.kind === 'answered' && Object.keys(introspection.claims).length > 0 ? (
        <Claims name={say('introspection.heading')} claims={introspection.claims} />
      ) : null}
      {trouble === null ? null : (
        <FailureNotice failure={trouble} service={service} busy={busy} onRemedy={ask} />
      )}
      {introspection.kind === 'not_offered' ? null : (
        <div>
          <Button busy={busy || introspection.kind === 'asking'} onClick={ask}>
            {say('introspection.ask')}
          </Button>
        </div>
      )}
    </div>
  );
}
