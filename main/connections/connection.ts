/**
 * A connection: one account at one service, linked. What is here is not secret; the tokens are kept
 * apart (ports.ts) and only main/connections and main/oauth ever hold them.
 *
 * All times are milliseconds since 1970.
 */
import type { ActivityKind, JsonValue, Obstacle } from '../../ipc/connection-view.js';
import type { SignInMethodChoice } from '../../ipc/contract.js';
import type { Failure } from '../../ipc/failure.js';
import type {
  AuthorizationServer,
  Client,
  ClientAuthentication,
} from '../oauth/authorization-server.js';
import type { ProofKey } from '../oauth/proof-of-possession.js';
import type { RegisteredClient } from '../oauth/registered-client.js';
import type { TokenTypeHint } from '../oauth/token-revocation.js';
import type { TokenSet } from '../oauth/token-set.js';
import type { Adjustment } from './service-adjustment.js';
import type { ClientRegistration, KnownLifetime } from './service.js';
import type { UnknownValue } from './unknown-value.js';

export type ConnectionGrant = 'authorization_code' | 'device_code' | 'client_credentials';

/** How the client is known at the server. What it authenticates by is in ConnectionSecrets, never here. */
export interface Registration {
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication['kind'] | UnknownValue;
  /** Null: no browser comes back to this computer. */
  readonly redirectUri: string | null;
}

/** Identity of a connection: `iss` + `sub` (OpenID Connect Core §2). */
export interface Account {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A failure as stored. Of one with a code this version does not know the code is `newer_version`. */
export interface StoredFailure extends Failure {
  /** The code a newer version wrote, and that is written back. */
  readonly originalCode?: string;
}

/** What is remembered of a connection's health across restarts; what passes (refreshing, offline) is not. */
export type Standing =
  | { readonly kind: 'good' }
  | { readonly kind: 'needs_sign_in'; readonly cause: StoredFailure }
  | { readonly kind: 'misconfigured'; readonly cause: StoredFailure }
  | {
      readonly kind: 'disconnecting';
      /** When the person asked for it. */
      readonly since: number;
      readonly progress: DisconnectProgress | UnknownValue;
    }
  | UnknownValue;

/** How far the ending of a connection has come: remembered with it, so that a restart goes on from there. */
export type DisconnectProgress =
  /** Nothing has failed yet. */
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'waiting';
      readonly obstacle: Exclude<Obstacle, 'this_computer' | 'newer_version'> | UnknownValue;
      readonly cause: StoredFailure;
      /** Since when this obstacle has been in the way. */
      readonly since: number;
      readonly nextAttemptAt: number;
      /** Failures in a row that the server is not to blame for, or excused itself for. */
      readonly passingFailures: number;
      /** Null: the server has neither refused nor been silent. */
      readonly refusals: { readonly count: number; readonly since: number } | null;
    }
  /** Refused too often; the person may ask again. */
  | { readonly kind: 'stopped'; readonly cause: StoredFailure }
  /** The 30 days are over and what was kept is deleted. The last cause, if there was any. */
  | { readonly kind: 'given_up'; readonly cause: StoredFailure | null };

/** A connection that is being ended, as far as this version knows how. */
export type Disconnecting = Extract<Standing, { kind: 'disconnecting' }> & {
  readonly progress: DisconnectProgress;
};

export interface Connection {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The person's own label; null: shown by the account's name. */
  readonly ownLabel: string | null;
  readonly account: Account;
  readonly server: AuthorizationServer;
  readonly registration: Registration;
  readonly grant: ConnectionGrant | UnknownValue;
  /** The API the tokens are for (RFC 8707); null: the server's own. */
  readonly resource: string | null;
  /** How the service differs from the standard. */
  readonly adjustments: readonly (Adjustment | UnknownValue)[];
  readonly lifetime: KnownLifetime;
  /** Ending this connection ends others at the service too; null: not known. */
  readonly endsSiblings: boolean | null;
  /** The service's own page of connected apps; null when not known. */
  readonly accountPage: string | null;
  readonly scopesAsked: readonly string[];
  readonly scopesGranted: readonly string[];
  readonly idTokenClaims: Readonly<Record<string, JsonValue>> | null;
  readonly connectedAt: number;
  readonly lastRefreshedAt: number | null;
  /** Of the access token in force. */
  readonly issuedAt: number;
  readonly accessTokenExpiresAt: number | null;
  readonly hasRefreshToken: boolean;
  /** As the service said with it; null: not said, or never. */
  readonly refreshTokenExpiresAt: number | null;
  readonly standing: Standing;
}

export interface ConnectionSecrets {
  readonly tokens: TokenSet;
  readonly authentication: ClientAuthentication;
  /** The key the tokens are bound to (RFC 9449); null: bearer tokens. */
  readonly proofKey: ProofKey | null;
}

/**
 * What is kept, encrypted, of a connection that could not be ended yet, in place of its secrets:
 * one token and what the client authenticates by, no more than ending it takes (H74).
 */
export interface OutboxEntry {
  readonly connectionId: string;
  readonly token: string;
  readonly hint: TokenTypeHint;
  readonly authentication: ClientAuthentication;
}

/** What a sign-in is made on, settled before anyone is asked and frozen until it ends (H16, H17). */
export interface SignInParameters {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly proofKey: ProofKey | null;
  readonly scopesAsked: readonly string[];
  readonly resource: string | null;
  readonly adjustments: readonly Adjustment[];
  readonly lifetime: KnownLifetime;
  readonly endsSiblings: boolean | null;
  readonly accountPage: string | null;
}

interface Pending {
  readonly id: string;
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  readonly terms: SignInParameters;
  readonly openedAt: number;
  /** An answer that comes later is ignored. */
  readonly expiresAt: number;
}

export interface PendingInBrowser extends Pending {
  readonly kind: 'browser';
  readonly way: 'app_link' | 'local_address';
  readonly redirectUri: string;
  /** What was asked for besides the terms, to ask the same again when the browser is opened again. */
  readonly wish: {
    readonly prompt: string | null;
    readonly loginHint: string | null;
    readonly extraParameters: Readonly<Record<string, string>>;
  };
  readonly authorizationUrl: string;
  /** The URL works once, until then (RFC 9126); null: as often as one likes. */
  readonly usableOnceUntil: number | null;
  readonly state: string;
  readonly nonce: string | null;
  readonly codeVerifier: string;
}

/** RFC 8628: the person enters a code on any device. */
export interface PendingCode extends Pending {
  readonly kind: 'code';
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string | null;
  readonly intervalMs: number;
}

/** Kept encrypted while a sign-in waits for the person, so that a cold start can finish it. */
export type PendingAttempt = PendingInBrowser | PendingCode;

/** Written before a refresh token is sent, cleared with the answer: an interrupted refresh is seen at the next start. */
export interface RefreshIntent {
  readonly connectionId: string;
  /** SHA-256 of the refresh token sent, hex. */
  readonly refreshTokenHash: string;
  readonly at: number;
}

/** A service the person added in "Another service". */
export interface CustomService {
  readonly kind: 'address';
  readonly id: string;
  readonly name: string;
  /** Issuer, as the server itself names it. */
  readonly serverAddress: string;
  readonly clientId: string;
  /** A secret, or a private key. */
  readonly clientSecret: string | null;
  readonly scopes: readonly string[] | null;
  readonly way: SignInMethodChoice;
  readonly resource: string | null;
  /** The registration the app made itself (RFC 7591); null: the person brought the client ID. */
  readonly registered: RegisteredClient | null;
}

/** A client ID the person brought for a service that ships without one. */
export interface CustomRegistration {
  readonly kind: 'registration';
  /** Of the service it makes. */
  readonly id: string;
  readonly registration: ClientRegistration;
}

export interface ActivityEntry {
  readonly connectionId: string;
  readonly at: number;
  readonly kind: ActivityKind | UnknownValue;
  readonly failure: StoredFailure | null;
}
