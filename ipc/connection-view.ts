/**
 * A connection as the window sees it. No field could hold a token, a code, a verifier or a client
 * secret; main/connections/views/connection-view.test.ts shows that none gets through.
 *
 * All times are milliseconds since 1970 (UTC).
 */
import type { Failure } from './failure.js';
import type { ForecastView } from './forecast-view.js';
import type { ConnectionColour } from './limits.js';
import type { TokenDetailsView } from './token-details-view.js';

/** The states of a connection. There is a `cause` wherever the user has to know why. */
export type ConnectionState =
  | { readonly kind: 'active' }
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'retrying'; readonly cause: Failure; readonly nextAttemptAt: number }
  | { readonly kind: 'offline'; readonly since: number }
  | { readonly kind: 'expires' }
  | { readonly kind: 'needs_sign_in'; readonly cause: Failure }
  | { readonly kind: 'misconfigured'; readonly cause: Failure }
  /** Requested at `since`. */
  | {
      readonly kind: 'disconnecting';
      readonly since: number;
      readonly progress: DisconnectProgressView;
    }
  | { readonly kind: 'storage_locked' }
  /** A newer version of Lanyard wrote it in a way that this one cannot use. */
  | { readonly kind: 'newer_version' };

/** Why the last try to end a connection failed. */
export type Obstacle =
  /** The service could not be reached. */
  | 'network'
  /** The service has a problem of its own, or asked to wait. */
  | 'busy'
  | 'no_answer'
  | 'refused'
  /** The vault could not be read or written. */
  | 'this_computer';

/** How far the ending of a connection has come. */
export type DisconnectProgressView =
  /** No try has failed yet. */
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'waiting';
      readonly obstacle: Obstacle;
      readonly cause: Failure;
      /** Since when this obstacle has been in the way. */
      readonly since: number;
      readonly nextAttemptAt: number;
      readonly triesUntil: number;
    }
  /** Refused too often: main no longer tries by itself, but does on request until `triesUntil`. */
  | { readonly kind: 'stopped'; readonly cause: Failure; readonly triesUntil: number }
  /** The tokens needed to end it are deleted; whether the service still trusts Lanyard is not known. */
  | { readonly kind: 'given_up' };

/** How long the connection lasts, as far as is known. */
export type ConnectionLifetime =
  /** Refreshed by the app, with a refresh token or as a service account. `nextRefreshAt` null: the server gives no expiry. */
  | {
      readonly kind: 'refreshes';
      readonly nextRefreshAt: number | null;
      /** How long access lasts if it ends before it may be refreshed, ms; null: long enough. */
      readonly endsAfterMs: number | null;
    }
  /** There is no refresh token: access ends at `at`, then the user signs in again. */
  | { readonly kind: 'ends'; readonly at: number }
  /** There is no refresh token, and the server gives no expiry. */
  | { readonly kind: 'not_known' };

export interface PermissionView {
  /** The raw scope value (RFC 6749 §3.3). */
  readonly scope: string;
  /** Its description in the catalogue; null: the catalogue does not know this scope. */
  readonly description: string | null;
  readonly requested: boolean;
  readonly granted: boolean;
}

export interface AccountView {
  readonly name: string | null;
  readonly email: string | null;
}

/** Binding of tokens to a key of this computer (RFC 9449). */
export type TokenBindingView =
  | { readonly kind: 'not_offered' }
  /** `chosen`: what the user wants from the next sign-in on; null: what the API declares. */
  | { readonly kind: 'offered'; readonly chosen: boolean | null };

export interface ConnectionView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The user's own label, else the account's name or e-mail, else “Account at …”. */
  readonly label: string;
  /** The user's own colour; null: none. */
  readonly colour: ConnectionColour | null;
  /** The user's own words about it; null: none. */
  readonly note: string | null;
  readonly account: AccountView;
  readonly state: ConnectionState;
  readonly lifetime: ConnectionLifetime;
  readonly permissions: readonly PermissionView[];
  readonly connectedAt: number;
  readonly lastRefreshedAt: number | null;
  /** Null: the server gives no expiry. */
  readonly accessTokenExpiresAt: number | null;
  /** True if the service's page of connected apps is known ("Finish at the service"). */
  readonly hasAccountPage: boolean;
  /** True if the server offers revocation (RFC 7009). */
  readonly canRevoke: boolean;
  /** True if the service can end the browser's session (`openSignOutPage`). */
  readonly hasSignOutPage: boolean;
  readonly tokenBinding: TokenBindingView;
  /** The API refuses the tokens until the user signs in as it wants (RFC 9470); null: it does not. */
  readonly insufficientAuthentication: Failure | null;
}

/** A change of the list; the first event has all of it. */
export type ConnectionsChange =
  | { readonly kind: 'all'; readonly connections: readonly ConnectionView[] }
  | {
      readonly kind: 'some';
      readonly changed: readonly ConnectionView[];
      readonly removed: readonly string[];
    };

export type ActivityKind =
  | 'connected'
  | 'signed_in_again'
  | 'refreshed'
  | 'refresh_failed'
  | 'renamed'
  | 'disconnect_requested'
  | 'disconnect_failed'
  | 'disconnect_stopped';

export interface ActivityView {
  readonly at: number;
  /** `newer_version`: a kind of entry that a newer version of Lanyard wrote and this one does not know. */
  readonly kind: ActivityKind | 'newer_version';
  /** Null: it succeeded. */
  readonly failure: Failure | null;
}

/** How a refresh ended that the window requested. */
export interface FinishedRefresh {
  readonly connectionId: string;
  /** Null: the new tokens are stored. */
  readonly failure: Failure | null;
}

/** Labels of the other connections that are affected when one is disconnected. */
export interface Dependents {
  /** The service ends them together with it. */
  readonly endsWithIt: readonly string[];
  /** The same account at the same client: the server may keep one grant for them. */
  readonly mayEndToo: readonly string[];
  /** They present assertions that are made from its ID token. */
  readonly signsInThroughIt: readonly string[];
}

/** The details of the watched connection, sent again whenever they change. */
export interface ConnectionDetails {
  readonly connectionId: string;
  /** Null while the stored tokens cannot be opened (`storage_locked`). */
  readonly tokens: TokenDetailsView | null;
  /** Null while it cannot be read (`storage_locked`). */
  readonly activity: readonly ActivityView[] | null;
  readonly forecast: ForecastView;
}

/**
 * The evidence that a connection has ended, and how sure it is. A server that refuses to revoke ends nothing:
 * such a connection stays listed as `disconnecting` with the cause.
 */
export type Evidence =
  /** After revocation the server refused the old token. */
  | { readonly kind: 'confirmed'; readonly at: number }
  /** The server accepted the revocation request; the old token was not, or could not be, tried. */
  | { readonly kind: 'accepted'; readonly at: number }
  /** The server accepted the revocation request and still accepts the old access token. */
  | { readonly kind: 'still_accepted'; readonly at: number; readonly accessEndsAt: number | null }
  /** The server has no revocation endpoint. `accessEndsAt` null: it gives no expiry. */
  | { readonly kind: 'not_offered'; readonly accessEndsAt: number | null };

/** A connection that ended, sent once, when it leaves the list. */
export interface EndedConnection {
  readonly connectionId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly label: string;
  readonly evidence: Evidence;
  readonly hasAccountPage: boolean;
}
