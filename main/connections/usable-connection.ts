/**
 * Connections this version knows all the facts of that it needs to use them. Others are listed, keep
 * their secrets, and can be renamed, removed or signed in again; nothing is sent for them by what they
 * store:
 * - A client authentication or grant that is not known cannot be used at all.
 * - An adjustment that is not known is no detail. Without it the refresh token may go to the wrong
 *   endpoint, the new one that replaces it may be overlooked in the response and be lost for good, and a
 *   refusal or a revocation may be taken for what it is not.
 * - A status that is not known may be one in which nothing is to be sent.
 */
import type { ClientAuthentication } from '../oauth/authorization-server.js';
import type {
  Connection,
  ConnectionGrant,
  Disconnecting,
  Registration,
  Standing,
} from './connection.js';
import type { Adjustment } from './service-adjustment.js';
import { isUnknown, type UnknownValue } from './unknown-value.js';

export interface UsableConnection extends Connection {
  readonly registration: Registration & {
    readonly clientAuthentication: ClientAuthentication['kind'];
  };
  readonly grant: ConnectionGrant;
  readonly adjustments: readonly Adjustment[];
  readonly standing:
    Exclude<Standing, UnknownValue | { readonly kind: 'disconnecting' }> | Disconnecting;
}

export function isUsable(connection: Connection): connection is UsableConnection {
  const { registration, grant, adjustments, standing } = connection;
  return !(
    isUnknown(registration.clientAuthentication) ||
    isUnknown(grant) ||
    isUnknown(standing) ||
    (standing.kind === 'disconnecting' && isUnknown(standing.progress)) ||
    adjustments.some(isUnknown)
  );
}
