/** A service one can connect to, wherever its definition came from: shipped, a file, or the person. */
import type { RedirectMethodChoice, SignInMethodChoice } from '../../ipc/contract.js';
import type { ServerDescription } from '../oauth/server-metadata.js';
import type { Adjustment } from './service-adjustment.js';

/** How the authorization server is found. */
export type ServerSource =
  /** An issuer or metadata URL, asked at sign-in (RFC 8414, OpenID Connect Discovery). */
  | {
      readonly kind: 'discovered';
      readonly address: string;
      /** What its metadata may name instead of one issuer; absent: nothing (main/oauth/tenant-issuer.ts). */
      readonly issuerTemplate?: string;
    }
  /** The service publishes no metadata; its endpoints are known. */
  | { readonly kind: 'known'; readonly server: ServerDescription }
  /** The service runs on many servers, and which one it is has not been said yet (`setUp.variables`). */
  | { readonly kind: 'not_chosen' };

/** A part of the address that differs from one server of a service to the next. */
export interface ServiceVariable {
  readonly name: string;
  readonly words: string;
  readonly example: string;
  readonly defaultValue: string | null;
}

/** Whether the service wants a client secret; 'not_confidential': one that protects nothing (RFC 8252 §8.5). */
export type SecretNeed = 'required' | 'not_confidential' | 'no';

export type SetUp =
  | { readonly kind: 'ready' }
  /** A client has to be registered at the service first, by the person or an administrator. */
  | {
      readonly kind: 'needs_client';
      /** Null: not known. */
      readonly secret: SecretNeed | null;
      /** Where the service tells how to register a client; null: not known. */
      readonly docsUrl: string | null;
      readonly variables: readonly ServiceVariable[];
    };

export interface ScopeOption {
  /** As on the wire (RFC 6749 §3.3). */
  readonly name: string;
  readonly words: string | null;
  readonly risk: 'reads' | 'changes' | 'controls' | null;
  /** Only an administrator can consent to it; null: not known. */
  readonly adminOnly: boolean | null;
  /** Asked for when the person did not choose. */
  readonly isDefault: boolean;
}

/** What the service demands of redirect URIs, beyond RFC 8252. */
export interface RedirectRules {
  /** The ways the service allows; null: not known. */
  readonly ways: readonly Exclude<RedirectMethodChoice, 'automatic'>[] | null;
  /** How this computer has to be called in the redirect URI; null: no demand. */
  readonly loopbackHost: '127.0.0.1' | 'localhost' | null;
  /** Ports it takes, where it does not take any (RFC 8252 §7.3 says it should); empty: no demand. */
  readonly fixedPorts: readonly number[];
  /** The redirect URI has to end in a slash. */
  readonly trailingSlash: boolean;
}

/** How long things last, in ms; null: not known. */
export interface KnownLifetime {
  readonly accessTokenMs: number | null;
  /** A refresh token that nobody uses ends after this. */
  readonly refreshTokenIdleMs: number | null;
  /** A refresh token ends after this, used or not. */
  readonly refreshTokenMaxMs: number | null;
  /** For so long a refresh token already replaced is still answered. */
  readonly graceMs: number | null;
  /** Each refresh brings a new refresh token and ends the old one. */
  readonly rotates: boolean | null;
  readonly source: string | null;
}

export interface RevocationFacts {
  readonly kind:
    /** Its metadata will say, at sign-in. */
    | 'by_metadata'
    /** By RFC 7009. */
    | 'offered'
    /** In a way of its own, by an adjustment. */
    | 'adjusted'
    | 'not_offered'
    | 'not_known';
  /** Ending one connection ends others of the same account or organisation too; null: not known. */
  readonly endsSiblings: boolean | null;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** Heading it is listed under; null: none. */
  readonly group: string | null;
  readonly source: 'shipped' | 'file' | 'person';
  readonly server: ServerSource;
  /** Null: the person or an administrator has to get a client ID first (`setUp`). */
  readonly client: { readonly clientId: string; readonly clientSecret: string | null } | null;
  readonly setUp: SetUp;
  /** Its client is one that the app registered itself (RFC 7591). */
  readonly registeredByApp: boolean;
  /** Asked at sign-in; null: what fits the server (openid, profile, email, offline_access where offered). */
  readonly scopes: readonly string[] | null;
  /** Plain words per scope. */
  readonly scopeWords: Readonly<Record<string, string>>;
  /** All scopes the definition knows, those of `scopes` among them. */
  readonly scopeOptions: readonly ScopeOption[];
  /** Added to the authorization request, e.g. `audience`. */
  readonly authorizationParameters: Readonly<Record<string, string>>;
  /** Added to let the person choose the account, e.g. `prompt=select_account`; empty: not known. */
  readonly selectAccountParameters: Readonly<Record<string, string>>;
  /** What asks for lasting access: a scope, parameters of the authorization request, or both. */
  readonly offline: {
    readonly scope: string | null;
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** How the service differs from the standard; kept with each connection made with it. */
  readonly adjustments: readonly Adjustment[];
  readonly way: SignInMethodChoice;
  /** The API the tokens are for (RFC 8707); null: the server's own. */
  readonly resource: string | null;
  readonly redirect: RedirectRules;
  readonly lifetime: KnownLifetime;
  readonly revocation: RevocationFacts;
  /** The service's own page of connected apps; null when not known. */
  readonly accountPage: string | null;
  /** Where an administrator consents for everyone; the client ID is added as `client_id`. */
  readonly adminConsentUrl: string | null;
  readonly docsUrl: string | null;
  /** When and by what the definition was checked; null: by nobody. */
  readonly verified: { readonly date: string; readonly source: string } | null;
}

/** All that a service need not say of itself, not said. */
export const nothingKnown = {
  group: null,
  setUp: { kind: 'ready' },
  registeredByApp: false,
  scopeOptions: [],
  selectAccountParameters: {},
  offline: { scope: null, parameters: {} },
  adjustments: [],
  redirect: {
    ways: null,
    loopbackHost: null,
    fixedPorts: [],
    trailingSlash: false,
  },
  lifetime: {
    accessTokenMs: null,
    refreshTokenIdleMs: null,
    refreshTokenMaxMs: null,
    graceMs: null,
    rotates: null,
    source: null,
  },
  revocation: { kind: 'by_metadata', endsSiblings: null },
  resource: null,
  adminConsentUrl: null,
  docsUrl: null,
  verified: null,
} as const satisfies Partial<Service>;

/** A client the person or an administrator registered at a service that ships without one. */
export interface ClientRegistration {
  /** Id of the service's definition. */
  readonly serviceId: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** For a service of many servers: which one. */
  readonly variables: Readonly<Record<string, string>>;
}

/** All services there are, by id. */
export interface ServiceCatalogue {
  find(serviceId: string): Service | null;
}
