/**
 * A connection: one account at one service, linked. What is here is not secret; the tokens are kept
 * apart (ports.ts) and only main/connections and main/oauth ever hold them.
 *
 * All times are milliseconds since 1970.
 */
import type { ActivityKind, JsonValue } from '../../ipc/connection-view.js';
import type { RedirectWay } from '../../ipc/contract.js';
import type { Failure } from '../../ipc/failure.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { TokenSet } from '../oauth/token-set.js';

/**
 * How the client is known at the server. The secret itself is in ConnectionSecrets or
 * PendingAttempt, never here.
 */
export interface Registration {
  readonly clientId: string;
  readonly clientAuthentication: 'none' | 'client_secret_basic' | 'client_secret_post';
  readonly redirectUri: string;
}

/** Identity of a connection: `iss` + `sub` (OpenID Connect Core §2). */
export interface Account {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** What is remembered of a connection's health across restarts; what passes (refreshing, offline) is not. */
export type Standing =
  | { readonly kind: 'good' }
  | { readonly kind: 'needs_sign_in'; readonly cause: Failure }
  | { readonly kind: 'misconfigured'; readonly cause: Failure }
  | { readonly kind: 'disconnecting'; readonly since: number };

export interface Connection {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The person's own label; null: shown by the account's name. */
  readonly ownLabel: string | null;
  readonly account: Account;
  readonly server: AuthorizationServer;
  readonly registration: Registration;
  /** The service's own page of connected apps; null when not known. */
  readonly accountPage: string | null;
  /** Plain words for scopes, from the catalogue at sign-in. */
  readonly scopeWords: Readonly<Record<string, string>>;
  readonly scopesAsked: readonly string[];
  readonly scopesGranted: readonly string[];
  readonly idTokenClaims: Readonly<Record<string, JsonValue>> | null;
  readonly connectedAt: number;
  readonly lastRenewedAt: number | null;
  /** Of the access token in force. */
  readonly issuedAt: number;
  readonly accessTokenExpiresAt: number | null;
  readonly hasRefreshToken: boolean;
  readonly standing: Standing;
}

export interface ConnectionSecrets {
  readonly tokens: TokenSet;
  readonly clientSecret: string | null;
}

/** Kept encrypted while a sign-in waits for the browser, so that a cold start can finish it. */
export interface PendingAttempt {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  readonly server: AuthorizationServer;
  readonly registration: Registration;
  readonly clientSecret: string | null;
  readonly accountPage: string | null;
  readonly scopeWords: Readonly<Record<string, string>>;
  readonly scopesAsked: readonly string[];
  readonly way: 'app_link' | 'local_address';
  readonly authorizationUrl: string;
  readonly state: string;
  readonly nonce: string | null;
  readonly codeVerifier: string;
  readonly openedAt: number;
  /** 10 minutes after `openedAt`; an answer that comes later is ignored. */
  readonly expiresAt: number;
}

/** Written before a refresh token is sent, cleared with the answer: an interrupted refresh is seen at the next start. */
export interface RefreshIntent {
  readonly connectionId: string;
  /** SHA-256 of the refresh token sent, hex. */
  readonly refreshTokenHash: string;
  readonly at: number;
}

/** A service the person added in "Another service". */
export interface OwnService {
  readonly id: string;
  readonly name: string;
  /** Issuer, as the server itself names it. */
  readonly serverAddress: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly scopes: readonly string[] | null;
  readonly redirectWay: RedirectWay;
}

export interface ActivityEntry {
  readonly connectionId: string;
  readonly at: number;
  readonly kind: ActivityKind;
  readonly failure: Failure | null;
}
