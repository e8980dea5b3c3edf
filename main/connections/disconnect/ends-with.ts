import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { labelOf } from '../identity.js';

/** Labels of the connections that the service ends together with this one: it ends a whole account or organisation. */
export function endsWith(connection: Connection, store: ConnectionStore): readonly string[] {
  if (connection.endsSiblings !== true) return [];
  return store
    .all()
    .filter(({ connection: other }) => {
      return other.id !== connection.id && other.serviceId === connection.serviceId;
    })
    .map(({ connection: other }) => labelOf(other));
}
