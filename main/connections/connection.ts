/**
 * The types of a connection, one account linked at one service, and of what is stored with it. A
 * Connection holds no secret: its tokens are ConnectionSecrets, which only main/connections and
 * main/oauth handle.
 *
 * All times are milliseconds since 1970. Longer than 250 lines because storage and domain share
 * these types.
 */
import type { AssertionSource } from '../../ipc/assertion-source.js';
import type { ActivityKind, Obstacle } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { ConnectionColour } from '../../ipc/limits.js';
import type { JsonValue } from '../../ipc/token-details-view.js';
import type {
  AuthorizationServer,
  Client,
  ClientAuthentication,
} from '../oauth/authorization-server.js';
import type { ProofKey } from '../oauth/proof-of-possession.js';
import type { TokenTypeHint } from '../oauth/request-about-token.js';
import type { RequiredAuthentication } from '../oauth/required-authentication.js';
import type { ResponseAdjustment } from '../oauth/token-response-adjustments.js';
import type { TokenSet } from '../oauth/token-set.js';
import type { Adjustment } from './service-adjustment.js';
import type { KnownLifetime } from './service.js';
import type { asStored, AsStored, UnknownValue } from './unknown-value.js';

/** 'server_held': the server refreshes by itself and hands out access tokens (ADR 17). */
export type ConnectionGrant =
  'authorization_code' | 'device_code' | 'client_credentials' | 'jwt_bearer' | 'server_held';

/** The client's registration at the server. The credentials it authenticates with are in ConnectionSecrets. */
export interface Registration {
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication['kind'] | UnknownValue;
  /** Null: the grant type uses no redirect. */
  readonly redirectUri: string | null;
}

/** Identity of a connection: `iss` + `sub` (OpenID Connect Core §2). */
export interface Account {
  readonly issuer: string;
  /** While the account is unidentified: an id that the app made, which is no account's. */
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Present while the service has not said whose account it is. */
  readonly unidentified?: Unidentified | undefined;
}

/** How often the service was asked whose account it is, and when last; 0: there is nothing to ask. */
export interface Unidentified {
  readonly timesAsked: number;
  readonly lastAskedAt: number;
}

/** A failure as stored. Its code is `newer_version` if this version does not know the stored one. */
export interface StoredFailure extends Failure {
  /** The unknown code, and members of an unknown form, which are written back. */
  readonly [asStored]?: AsStored;
}

/** The stored state of a connection; transient states (refreshing, offline) are not stored. */
export type PersistedStatus =
  | { readonly kind: 'active' }
  | { readonly kind: 'needs_sign_in'; readonly cause: StoredFailure }
  | { readonly kind: 'misconfigured'; readonly cause: StoredFailure }
  | Disconnecting<StoredProgress>
  | UnknownValue;

/** @template Progress what this version knows how to continue, unless it says that anything stored may be in it */
export interface Disconnecting<Progress = DisconnectProgress> {
  readonly kind: 'disconnecting';
  /** When the user requested it. */
  readonly since: number;
  readonly progress: Progress;
}

/** The progress of a disconnect, stored so that it continues after a restart. */
export type DisconnectProgress = ProgressWith<KnownObstacle>;

export type StoredProgress = ProgressWith<KnownObstacle | UnknownValue> | UnknownValue;

type KnownObstacle = Exclude<Obstacle, 'this_computer'>;

type ProgressWith<PossibleObstacle> =
  /** Nothing has failed yet. */
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'waiting';
      readonly obstacle: PossibleObstacle;
      readonly cause: StoredFailure;
      /** When this obstacle was first met. */
      readonly since: number;
      readonly nextAttemptAt: number;
      /** Failures in a row of the network, or of a server that asked to wait. */
      readonly passingFailures: number;
      /** Refused or unanswered attempts; null: none yet. */
      readonly refusals: { readonly count: number; readonly since: number } | null;
    }
  /** Refused too often; the user may try again. */
  | { readonly kind: 'stopped'; readonly cause: StoredFailure }
  /** The 30 days are over and the stored token is deleted. `cause` is that of the last failure. */
  | { readonly kind: 'given_up'; readonly cause: StoredFailure | null };

export interface Connection {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The user's own label; null: the account's name is shown. */
  readonly ownLabel: string | null;
  /** The user's own colour and words; none: they have not given any. */
  readonly ownColour?: ConnectionColour | UnknownValue | undefined;
  readonly note?: string | undefined;
  readonly account: Account;
  readonly server: AuthorizationServer;
  readonly registration: Registration;
  readonly grant: ConnectionGrant | UnknownValue;
  /** Undefined: the grant presents no assertion. */
  readonly assertion?: AssertionSource | UnknownValue | undefined;
  /** The API the tokens are for (RFC 8707); null: the server's own. */
  readonly resource: string | null;
  /** The user's choice whether to bind tokens to a key (RFC 9449); none: as the API declares. */
  readonly bindTokens?: boolean | undefined;
  /** The sign-in that the API wants before it accepts the tokens (RFC 9470); none: it wants no other. */
  readonly requiredAuthentication?: RequiredAuthentication | undefined;
  /** How the service differs from the standard. */
  readonly adjustments: readonly (Adjustment | UnknownValue)[];
  readonly lifetime: KnownLifetime;
  /** Disconnecting this connection ends others at the service too. */
  readonly endsSiblings: boolean | null;
  /** The service's own page of connected apps. */
  readonly accountPage: string | null;
  /** The address that its server's metadata was found by; none: it has none, or an older version signed in. */
  readonly metadataAddress?: string | undefined;
  readonly scopesRequested: readonly string[];
  readonly scopesGranted: readonly string[];
  /** The sign-in brought an ID token; its claims are in ConnectionSecrets, since a server may write anything into them. */
  readonly hasIdTokenClaims: boolean;
  readonly connectedAt: number;
  /** When the user last signed in; none: an older version did not store it. */
  readonly signedInAt?: number | undefined;
  readonly lastRefreshedAt: number | null;
  /** When the current access token was issued. */
  readonly issuedAt: number;
  readonly accessTokenExpiresAt: number | null;
  readonly hasRefreshToken: boolean;
  /** As the token response said; null: it did not, or never. */
  readonly refreshTokenExpiresAt: number | null;
  readonly standing: PersistedStatus;
  /** Refreshes in a row that the server refused without a reason that settles it; null: none. */
  readonly refusals: RefreshRefusals | null;
  readonly [asStored]?: AsStored;
}

/** Stored, so that a restart neither forgets them nor sends the next request too early. */
export interface RefreshRefusals {
  readonly count: number;
  /** The last of them that said the same, and since when. */
  readonly equal: number;
  readonly equalSince: number;
  readonly lastAt: number;
  readonly cause: StoredFailure;
}

/** Tokens as stored: a newer version may know adjustments that this one does not. */
export interface StoredTokens extends Omit<TokenSet, 'adjustments'> {
  readonly adjustments: readonly (ResponseAdjustment | UnknownValue)[];
}

export interface ConnectionSecrets {
  /** Where the server holds the grant, the refresh token is the identity that names the user to it. */
  readonly tokens: StoredTokens;
  readonly authentication: ClientAuthentication;
  /** The key that the tokens are bound to (RFC 9449); null: they are bearer tokens. */
  readonly proofKey: ProofKey | null;
  /** The claims of the sign-in's ID token; null or none: it brought no ID token. */
  readonly idTokenClaims?: Readonly<Record<string, JsonValue>> | null | undefined;
  /** The newest first; none: an older version wrote the record. */
  readonly earlier?: readonly EarlierSecret[] | undefined;
}

/** A secret that was used up or replaced at a time, ms. */
export interface EarlierSecret {
  readonly secret: string;
  readonly at: number;
}

/**
 * Replaces the secrets of a connection whose disconnect is pending, encrypted like them: one token and
 * the client's authentication, and the key that the token is bound to, no more than revoking it takes
 * (H74).
 */
export interface OutboxEntry {
  readonly connectionId: string;
  readonly token: string;
  readonly hint: TokenTypeHint;
  readonly authentication: ClientAuthentication;
  /** None: it is a bearer token, or an older version wrote the entry. */
  readonly proofKey?: ProofKey | undefined;
}

/** The parameters of a sign-in, resolved before the browser opens and unchanged until it ends (H16, H17). */
export interface SignInParameters {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly proofKey: ProofKey | null;
  readonly scopesRequested: readonly string[];
  readonly resource: string | null;
  readonly adjustments: readonly Adjustment[];
  readonly lifetime: KnownLifetime;
  readonly endsSiblings: boolean | null;
  readonly accountPage: string | null;
  /** As with the connection. */
  readonly metadataAddress?: string | undefined;
}

interface Pending {
  readonly id: string;
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  readonly parameters: SignInParameters;
  /** How, or how recently, the user has to sign in (RFC 9470). */
  readonly requiredAuthentication?: RequiredAuthentication | undefined;
  readonly openedAt: number;
  /** A callback that arrives later is ignored. */
  readonly expiresAt: number;
}

export interface PendingInBrowser extends Pending {
  readonly kind: 'browser';
  readonly redirectMethod: 'app_link' | 'local_address';
  readonly redirectUri: string;
  /** The other options of the authorization request, to repeat it when the browser is opened again. */
  readonly authorizationOptions: {
    readonly prompt: string | null;
    readonly loginHint: string | null;
    readonly extraParameters: Readonly<Record<string, string>>;
  };
  readonly authorizationUrl: string;
  /** The URL works once, and until then (RFC 9126); null: it works any number of times. */
  readonly usableOnceUntil: number | null;
  readonly state: string;
  readonly nonce: string | null;
  readonly codeVerifier: string;
}

/** The user enters a code on any device (RFC 8628). */
export interface PendingCode extends Pending {
  readonly kind: 'code';
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string | null;
  readonly intervalMs: number;
}

/** The user agrees on a page of the server, which keeps the grant (ADR 17). */
export interface PendingAtServer extends Pending {
  readonly kind: 'server_held';
  /** As secret as a refresh token. */
  readonly identity: string;
  readonly authorizationUrl: string;
}

/** The end of a grant whose tokens nobody keeps (sign-in/unkept-tokens.ts), until the server has answered. */
export interface PendingRevocation extends Pending {
  readonly kind: 'revocation';
  readonly grantType: ConnectionGrant;
  readonly token: string;
  readonly hint: TokenTypeHint;
  /** Null: nobody knows whose it is. */
  readonly subject: string | null;
}

export type StoredAttempt = PendingAttempt | PendingRevocation;

/** Stored encrypted while a sign-in waits for the user, so that it can complete after a restart. */
export type PendingAttempt = PendingInBrowser | PendingCode | PendingAtServer;

/** Stored before a refresh token is sent and deleted with the answer, so that the next start detects an interrupted refresh. */
export interface RefreshIntent {
  readonly connectionId: string;
  /** SHA-256 of the refresh token sent, hex. */
  readonly refreshTokenHash: string;
  readonly at: number;
}

export interface ActivityEntry {
  readonly connectionId: string;
  readonly at: number;
  readonly kind: ActivityKind | UnknownValue;
  readonly failure: StoredFailure | null;
}
