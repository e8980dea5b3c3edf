/** "Token details" of a connection, as the window sees them. Times are milliseconds since 1970 (UTC). */
import type { AdjustmentName, ResponseAdjustmentName } from './adjustment-name.js';
import type { AssertionSource } from './assertion-source.js';
import type { Failure } from './failure.js';

/** The type of main/text/json.ts, which the contract may not import. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A hash of a token, keyed with a key of this installation: it tells two tokens apart and reveals neither. */
export type Fingerprint = string;

/** The server's answer about the access token (RFC 7662). It is only shown; no refresh depends on it. */
export type IntrospectionView =
  | { readonly kind: 'not_offered' }
  | { readonly kind: 'not_requested' }
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly active: boolean;
      readonly claims: { readonly [name: string]: JsonValue };
    }
  /** The server does not answer this client's questions; the connection may work all the same. */
  | { readonly kind: 'refused'; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number; readonly failure: Failure };

/** A name that a newer version of Lanyard stored and this one does not know, for support. */
export interface UnknownName {
  readonly unknown: string;
}

/** "Token details", for support: everything stored and known, never a token. */
export interface TokenDetailsView {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuthentication:
    'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | UnknownName;
  readonly grant:
    | 'authorization_code'
    | 'device_code'
    | 'client_credentials'
    | 'jwt_bearer'
    | 'server_held'
    | UnknownName;
  /** Null: this grant presents none, or a newer version knows where it is from. */
  readonly assertion: AssertionSource | null;
  /** Null: this grant needs none. */
  readonly redirectUri: string | null;
  /** The API the tokens are for (RFC 8707); null: the server's default. */
  readonly resource: string | null;
  /** `sub` of the account; null: the service has not said whose account it is. */
  readonly subject: string | null;
  readonly tokenType: string;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly lastRefreshedAt: number | null;
  readonly accessToken: Fingerprint;
  readonly refreshToken: Fingerprint | null;
  /** Null: the service gives no expiry. */
  readonly refreshTokenExpiresAt: number | null;
  readonly idToken: Fingerprint | null;
  readonly scopesRequested: readonly string[];
  readonly scopesGranted: readonly string[];
  /** The access in the service’s own terms, beside its scopes (RFC 9396). */
  readonly authorizationDetails: readonly { readonly [name: string]: JsonValue }[];
  /** Claims of the ID token as verified at sign-in; null: there is none. */
  readonly idTokenClaims: { readonly [name: string]: JsonValue } | null;
  /** Claims of the access token if it is a JWT (RFC 9068); null: it is opaque. */
  readonly accessTokenClaims: { readonly [name: string]: JsonValue } | null;
  readonly introspection: IntrospectionView;
  /** How the service, or its latest token response, differs from the standard. */
  readonly adjustments: readonly (AdjustmentName | ResponseAdjustmentName | UnknownName)[];
  readonly knownLifetimes: KnownLifetimesView;
}

/** The lifetimes that the service documents, in ms; null: none is documented. */
export interface KnownLifetimesView {
  readonly accessTokenMs: number | null;
  readonly refreshTokenIdleMs: number | null;
  readonly refreshTokenMaxMs: number | null;
  readonly graceMs: number | null;
  readonly rotates: boolean | null;
  readonly source: string | null;
}
