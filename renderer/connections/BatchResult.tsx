import { useIntl } from 'react-intl';

import type { Failure } from '../../ipc/failure.js';
import { useNow } from '../components/clock.js';
import { useFailureText } from '../components/failure-text.js';
import { useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { type BatchRow, resultOf } from '../store/batch.js';
import { useConnection, useShippedId } from '../store/selectors.js';
import styles from './BatchPane.module.css';
import { disconnectWaitText } from './disconnect-text.js';
import { evidenceText } from './evidence-text.js';

/** One connection of several, and what came of the action on it. */
export function BatchResult({ row }: { readonly row: BatchRow }) {
  const { connection } = row;
  const current = useConnection(connection.id) ?? undefined;
  const shippedId = useShippedId(connection.serviceId);
  return (
    <div className={styles.row}>
      <ServiceTile shippedId={shippedId} serviceName={connection.serviceName} />
      <div className={styles.text}>
        <p className={styles.name}>
          <bdi>{connection.label}</bdi>
          <span className={styles.service}>
            {' · '}
            <bdi>{connection.serviceName}</bdi>
          </span>
        </p>
        <p className={styles.outcome} data-result={resultOf(row, current)}>
          <Outcome row={row} />
        </p>
      </div>
    </div>
  );
}

function Outcome({ row: { connection, outcome } }: { readonly row: BatchRow }) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const state = useConnection(connection.id)?.state;
  const service = connection.serviceName;
  switch (outcome.kind) {
    case 'running':
      return message('batch.running');
    case 'refreshed':
      return message('batch.refreshed');
    case 'failed':
      return <Why failure={outcome.failure} service={service} />;
    case 'ended':
      return evidenceText(outcome.evidence, service, now, intl);
    case 'requested':
      if (state === undefined) return message('batch.ending');
      if (state.kind !== 'disconnecting') return message('batch.notEnded');
      return disconnectWaitText(state, service, now, intl) ?? message('batch.ending');
  }
}

function Why({ failure, service }: { readonly failure: Failure; readonly service: string }) {
  const { happened, whatToDo } = useFailureText(failure, service);
  return `${happened} ${whatToDo}`;
}
