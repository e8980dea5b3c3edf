/**
 * What a window may know of a connection. There is no field that could hold a token, a code, a
 * verifier or a client secret: the projection is free of secrets by construction, and
 * main/connections/to-view.test.ts proves that none survives it.
 *
 * All times are milliseconds since 1970 (UTC).
 */
import type { Failure } from './failure.js';

/** PRODUCT states, one word each; `cause` is present exactly where a person has to know why. */
export type ConnectionState =
  | { readonly kind: 'active' }
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'retrying'; readonly cause: Failure; readonly nextAttemptAt: number }
  | { readonly kind: 'offline'; readonly since: number }
  | { readonly kind: 'expires' }
  | { readonly kind: 'needs_sign_in'; readonly cause: Failure }
  | { readonly kind: 'misconfigured'; readonly cause: Failure }
  /** Asked for at `since`. */
  | {
      readonly kind: 'disconnecting';
      readonly since: number;
      readonly progress: DisconnectProgressView;
    }
  | { readonly kind: 'storage_locked' }
  /** A newer version of Lanyard wrote it in a way that this one cannot use. */
  | { readonly kind: 'newer_version' };

/** Why a connection could not be ended at the last try. */
export type Obstacle =
  /** The service could not be reached. */
  | 'network'
  /** The service has trouble of its own, or asked to wait. */
  | 'busy'
  | 'no_answer'
  | 'refused'
  /** The store could not be read or written. */
  | 'this_computer'
  /** One that a newer version of Lanyard noted and this one does not know. */
  | 'newer_version';

/** How far the ending of a connection has come. */
export type DisconnectProgressView =
  /** Nothing has failed yet. */
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'waiting';
      readonly obstacle: Obstacle;
      readonly cause: Failure;
      /** Since when this obstacle has been in the way. */
      readonly since: number;
      readonly nextAttemptAt: number;
      readonly triesUntil: number;
    }
  /** Refused too often: it no longer tries by itself, and until then can be asked again. */
  | { readonly kind: 'stopped'; readonly cause: Failure; readonly triesUntil: number }
  /** What was needed to end it is deleted; whether the service still trusts Lanyard is not known. */
  | { readonly kind: 'given_up' };

/** How long the link lasts, as far as anyone has told us. */
export type Lifetime =
  /** Renews itself: by a refresh token, or as a service account. `nextRefreshAt` is null when the server named no expiry. */
  | { readonly kind: 'renews'; readonly nextRefreshAt: number | null }
  /** No refresh token: ends at `at` (the person signs in again). */
  | { readonly kind: 'ends'; readonly at: number }
  /** No refresh token and no expiry named by the server. */
  | { readonly kind: 'not_known' };

export interface PermissionView {
  /** The raw scope value (RFC 6749 §3.3). */
  readonly scope: string;
  /** Plain words from the catalogue; null when the catalogue does not know this scope. */
  readonly words: string | null;
  readonly asked: boolean;
  readonly granted: boolean;
}

export interface AccountView {
  readonly name: string | null;
  readonly email: string | null;
}

export interface ConnectionView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The person's own label, else the account's name, else its e-mail, else its subject identifier. */
  readonly label: string;
  readonly account: AccountView;
  readonly state: ConnectionState;
  readonly lifetime: Lifetime;
  readonly permissions: readonly PermissionView[];
  readonly connectedAt: number;
  readonly lastRefreshedAt: number | null;
  /** Null: the server named no expiry for the access token. */
  readonly accessTokenExpiresAt: number | null;
  /** Whether the service has a known page of connected apps ("Finish at the service"). */
  readonly hasAccountPage: boolean;
  /** Whether the server offers revocation (RFC 7009). */
  readonly canRevoke: boolean;
  /** Whether the service can end the browser's session (`connections:open-sign-out`). */
  readonly hasSignOutPage: boolean;
}

/** An event carries what changed; only the first one carries everything. */
export type ConnectionsChange =
  | { readonly kind: 'all'; readonly connections: readonly ConnectionView[] }
  | {
      readonly kind: 'some';
      readonly changed: readonly ConnectionView[];
      readonly removed: readonly string[];
    };

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Keyed hash of a token with a key of this installation: tells two tokens apart, reveals neither. */
export type Fingerprint = string;

/** The server's own word on the access token (RFC 7662). It is shown, and never used as the truth for refresh. */
export type IntrospectionView =
  | { readonly kind: 'not_offered' }
  | { readonly kind: 'not_asked' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly active: boolean;
      readonly claims: { readonly [name: string]: JsonValue };
    }
  | { readonly kind: 'failed'; readonly at: number; readonly failure: Failure };

/** A name that a newer version of Lanyard stored and this one does not know, for support. */
export interface UnknownName {
  readonly unknown: string;
}

/** "Token details", for support: what is stored and what is known, never a token. */
export interface TokenDetailsView {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuthentication:
    'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | UnknownName;
  readonly grant: 'authorization_code' | 'device_code' | 'client_credentials' | UnknownName;
  /** Null: no browser came back to this computer. */
  readonly redirectUri: string | null;
  /** The API the tokens are for (RFC 8707); null: the server's own. */
  readonly resource: string | null;
  readonly subject: string;
  readonly tokenType: string;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly lastRefreshedAt: number | null;
  readonly accessToken: Fingerprint;
  readonly refreshToken: Fingerprint | null;
  /** Null: the service has named no end. */
  readonly refreshTokenExpiresAt: number | null;
  readonly idToken: Fingerprint | null;
  readonly scopesAsked: readonly string[];
  readonly scopesGranted: readonly string[];
  /** Decoded claims of the ID token as verified at sign-in; null when there is none. */
  readonly idTokenClaims: { readonly [name: string]: JsonValue } | null;
  /** Decoded claims of the access token when it is a JWT (RFC 9068); null when it is opaque. */
  readonly accessTokenClaims: { readonly [name: string]: JsonValue } | null;
  readonly introspection: IntrospectionView;
  /** How the service differs from the standard, a sentence each. */
  readonly adjustments: readonly string[];
  readonly knownLifetimes: KnownLifetimesView;
}

/** What the service says of its own lifetimes, in ms; null: not known. */
export interface KnownLifetimesView {
  readonly accessTokenMs: number | null;
  readonly refreshTokenIdleMs: number | null;
  readonly refreshTokenMaxMs: number | null;
  readonly graceMs: number | null;
  readonly rotates: boolean | null;
  readonly source: string | null;
}

export type ActivityKind =
  | 'connected'
  | 'signed_in_again'
  | 'refreshed'
  | 'refresh_failed'
  | 'renamed'
  | 'disconnect_asked'
  | 'disconnect_failed'
  | 'disconnect_stopped';

export interface ActivityView {
  readonly at: number;
  /** `newer_version`: a newer version of Lanyard wrote it, and this one does not know of what. */
  readonly kind: ActivityKind | 'newer_version';
  /** Null when it went well. */
  readonly failure: Failure | null;
}

/** What the window asked to see closely, replaced whenever it changes. */
export interface ConnectionDetails {
  readonly connectionId: string;
  /** Null while the stored tokens cannot be opened (the connection is `storage_locked`). */
  readonly tokens: TokenDetailsView | null;
  readonly activity: readonly ActivityView[];
  /** Labels of other connections that end with this one, because the service ends them together. */
  readonly endsWithIt: readonly string[];
}

/**
 * What is known about the end of a connection, and how it is known. A server that refuses to revoke
 * ends nothing: such a connection stays listed as `disconnecting` with the cause.
 */
export type Evidence =
  /** The server refused the old token when asked again. */
  | { readonly kind: 'confirmed'; readonly at: number }
  /** The server answered the revocation request; the old token was not, or could not be, tried. */
  | { readonly kind: 'accepted'; readonly at: number }
  /** The server answered the revocation request and still accepts the old access token. */
  | { readonly kind: 'still_accepted'; readonly at: number; readonly accessEndsAt: number | null }
  /** No revocation endpoint. `accessEndsAt` null: the server named no expiry. */
  | { readonly kind: 'not_offered'; readonly accessEndsAt: number | null };

/** A connection that ended: told once, when it leaves the list. */
export interface EndedConnection {
  readonly connectionId: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly label: string;
  readonly evidence: Evidence;
  readonly hasAccountPage: boolean;
}
