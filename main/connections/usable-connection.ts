/**
 * Connections that this version knows how to use. The others are listed and keep their secrets; the
 * user can rename, remove or sign in to them again, but nothing is sent for them:
 * - A client authentication, grant or assertion that is unknown cannot be used at all.
 * - An unknown adjustment is no detail. Without it the refresh token may go to the wrong endpoint,
 * the token that replaces it may be overlooked in the response and lost, and a refusal or a
 * revocation may be misread.
 * - An unknown status may be one in which nothing must be sent. It also stands for members that
 * cannot be read (UnreadableMembers). So may an unknown obstacle to a disconnect, whose kept token
 * may be of a kind that this version would revoke wrongly.
 */
import type { AssertionSource } from '../../ipc/assertion-source.js';
import type { ClientAuthentication } from '../oauth/authorization-server.js';
import type {
  Connection,
  ConnectionGrant,
  Disconnecting,
  Registration,
  PersistedStatus,
} from './connection.js';
import type { Adjustment } from './service-adjustment.js';
import { isUnknown, type UnknownValue } from './unknown-value.js';

export interface UsableConnection extends Connection {
  readonly registration: Registration & {
    readonly clientAuthentication: ClientAuthentication['kind'];
  };
  readonly grant: ConnectionGrant;
  readonly assertion?: AssertionSource | undefined;
  readonly adjustments: readonly Adjustment[];
  readonly standing: UsableStanding;
}

type UsableStanding =
  Exclude<PersistedStatus, UnknownValue | { readonly kind: 'disconnecting' }> | Disconnecting;

export function isUsable(connection: Connection): connection is UsableConnection {
  const { registration, grant, assertion, adjustments, standing } = connection;
  return !(
    isUnknown(registration.clientAuthentication) ||
    isUnknown(grant) ||
    isUnknown(assertion) ||
    adjustments.some(isUnknown) ||
    !isUsableStanding(standing)
  );
}

function isUsableStanding(standing: PersistedStatus): standing is UsableStanding {
  if (isUnknown(standing)) return false;
  if (standing.kind !== 'disconnecting') return true;
  const { progress } = standing;
  return !isUnknown(progress) && !(progress.kind === 'waiting' && isUnknown(progress.obstacle));
}
