/** Connections that have ended, as the window sees them. All times are milliseconds since 1970. */
import type { AccountView, ActivityView, Evidence } from './connection-view.js';

export type EndingView =
  /** Revoked at the service; `evidence` says how sure that is. */
  | { readonly kind: 'disconnected'; readonly evidence: Evidence }
  /** Forgotten on this computer; the service was not asked. */
  | { readonly kind: 'removed' }
  /** As 'removed', after the user opened the service's own page of connected apps. */
  | { readonly kind: 'finished_at_service'; readonly openedAt: number }
  /** The server refused the grant before the user removed it. `refusedAt` null: that is no longer known. */
  | { readonly kind: 'ended_by_service'; readonly refusedAt: number | null }
  /** A newer version of Lanyard wrote how it ended, and this one cannot read it. */
  | { readonly kind: 'newer_version' };

export interface EndedView {
  /** The id that the connection had. */
  readonly connectionId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly label: string;
  readonly account: AccountView;
  readonly connectedAt: number;
  readonly endedAt: number;
  readonly ending: EndingView;
  /** True if the service's page of connected apps is known. */
  readonly hasAccountPage: boolean;
}

export interface HistoryView {
  /** The newest first. Null while the vault is not open. */
  readonly ended: readonly EndedView[] | null;
  /** The activity of the one that the user looks into; null: of none. */
  readonly activity: {
    readonly connectionId: string;
    readonly entries: readonly ActivityView[];
  } | null;
}
