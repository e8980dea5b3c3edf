import type { Connection } from './connection.js';
import type { EndedRecord, Ending } from './ended-connection.js';
import { accountView, labelOf, serviceNameOf } from './identity.js';

/** The record that stays of this connection, with how it ended. */
export function endedRecord(connection: Connection, ending: Ending, now: number): EndedRecord {
  const { id, serviceId, account, connectedAt, accountPage } = connection;
  return {
    connectionId: id,
    serviceId,
    serviceName: serviceNameOf(connection),
    label: labelOf(connection),
    account: accountView(account),
    connectedAt,
    endedAt: now,
    ending,
    accountPage,
  };
}
