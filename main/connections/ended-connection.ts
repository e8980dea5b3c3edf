/** The record that stays of a connection that has ended. It holds no secret, and is sealed all the same. */
import type { Evidence } from '../../ipc/connection-view.js';
import type { UnknownValue } from './unknown-value.js';

/** All times are milliseconds since 1970. */
export type Ending =
  | { readonly kind: 'disconnected'; readonly evidence: Evidence | UnknownValue }
  | { readonly kind: 'removed' }
  /** The user had opened the service's own page of connected apps. */
  | { readonly kind: 'finished_at_service'; readonly openedAt: number }
  /** The server had refused the grant. Null: it is not known when. */
  | { readonly kind: 'ended_by_service'; readonly refusedAt: number | null };

export interface EndedRecord {
  /** The id that the connection had, which its activity keeps. */
  readonly connectionId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly label: string;
  readonly account: { readonly name: string | null; readonly email: string | null };
  readonly connectedAt: number;
  readonly endedAt: number;
  readonly ending: Ending | UnknownValue;
  /** The service's own page of connected apps. */
  readonly accountPage: string | null;
}
