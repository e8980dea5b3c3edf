/**
 * A service to connect to, whether its definition is shipped, read from a file, or added by the user.
 * Null means unknown unless its comment gives another meaning. Longer than 250 lines because each part
 * of a service stands beside the others.
 */
import type { AssertionSource } from '../../ipc/assertion-source.js';
import type { RedirectMethodChoice, SignInMethodChoice } from '../../ipc/contract.js';
import type { ServiceSetUp } from '../../ipc/service-view.js';
import type { SecretAuthentication } from '../oauth/authorization-server.js';
import type { RedirectHost } from '../oauth/loopback.js';
import type { Refusals } from '../oauth/refusal-forms.js';
import type { ServerDescription } from '../oauth/server-metadata.js';
import type { Adjustment } from './service-adjustment.js';

/** How the authorization server is found. */
export type ServerSource =
  /** Discovered at sign-in from an issuer or metadata URL (RFC 8414, OpenID Connect Discovery). */
  | {
      readonly kind: 'discovered';
      readonly address: string;
      /**
       * The one issuer, or the issuer template (main/oauth/tenant-issuer.ts), that its metadata may
       * name in place of the address.
       */
      readonly issuerTemplate?: string;
      /** The issuer as the service's API names it, where that is another name of this server. */
      readonly issuerOfApi?: string;
    }
  /** The service publishes no metadata; its definition lists the endpoints. */
  | { readonly kind: 'known'; readonly server: ServerDescription }
  /** The service runs on many servers, and the user has not chosen one yet (`setUp.variables`). */
  | { readonly kind: 'not_chosen' };

/** A part of the address that differs between the servers of a service. */
export interface ServiceVariable {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  readonly defaultValue: string | null;
}

/** A service's need for a client secret; 'not_confidential': one that protects nothing (RFC 8252 §8.5). */
export type SecretNeed = 'required' | 'not_confidential' | 'no';

export type SetUp =
  | Extract<ServiceSetUp, { kind: 'ready' | 'by_address' | 'not_possible' }>
  /** The user or an administrator has to register a client at the service first. */
  | {
      readonly kind: 'needs_client';
      readonly secret: SecretNeed | null;
      /** The service's instructions for registering a client. */
      readonly docsUrl: string | null;
      /** True if the page with its form for a new app is known, for some server at least. */
      readonly hasForm: boolean;
      /** True if it offers codes for another device (RFC 8628). */
      readonly hasDeviceCode: boolean;
      readonly variables: readonly ServiceVariable[];
    };

export interface ScopeOption {
  /** As on the wire (RFC 6749 §3.3). */
  readonly name: string;
  readonly description: string | null;
  readonly risk: 'reads' | 'changes' | 'controls' | null;
  /** Only an administrator can consent to it. */
  readonly adminOnly: boolean | null;
  /** Requested unless the user chooses otherwise. */
  readonly isDefault: boolean;
  /** Requested whatever the user chooses: it tells whose account it is, or keeps the access. */
  readonly isNeeded: boolean;
}

/** The service's requirements for redirect URIs, beyond RFC 8252. */
export interface RedirectRules {
  /** The methods that the service allows. */
  readonly allowedMethods: readonly Exclude<RedirectMethodChoice, 'automatic'>[] | null;
  /** The host name that the redirect URI must have; null: any. */
  readonly loopbackHost: RedirectHost | null;
  /** The only ports it accepts; empty: any, as RFC 8252 §7.3 requires. */
  readonly fixedPorts: readonly number[];
  /** Registered with the redirect URI, so tried first; any other may do too. */
  readonly preferredPorts: readonly number[];
  /** The redirect URI must end in a slash. */
  readonly trailingSlash: boolean;
}

/** Lifetimes in ms. */
export interface KnownLifetime {
  readonly accessTokenMs: number | null;
  /** A refresh token expires when unused for this long. */
  readonly refreshTokenIdleMs: number | null;
  /** A refresh token expires after this, used or not. */
  readonly refreshTokenMaxMs: number | null;
  /** A replaced refresh token is still accepted for this long. */
  readonly graceMs: number | null;
  /** Each refresh returns a new refresh token and invalidates the old one. */
  readonly rotates: boolean | null;
  readonly source: string | null;
}

export interface RevocationFacts {
  readonly kind:
    /** Its metadata tells, at sign-in. */
    | 'by_metadata'
    /** Offered as RFC 7009 describes. */
    | 'offered'
    /** Offered by an adjustment, in a way that RFC 7009 does not describe. */
    | 'adjusted'
    | 'not_offered'
    | 'not_known';
  /** Ending one connection ends others of the same account or organisation too. */
  readonly endsSiblings: boolean | null;
}

export interface ServiceClient {
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** The authentication that the server registered it for. Default: what fits the server's metadata. */
  readonly registeredFor?: SecretAuthentication['kind'] | undefined;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** The heading it is listed under; null: none. */
  readonly group: string | null;
  /** The tile of the catalogue that it shares; null: it has its own. */
  readonly family: string | null;
  readonly keywords: readonly string[];
  readonly isPopular: boolean;
  /** For trying the app out. */
  readonly isPractice: boolean;
  readonly source: 'shipped' | 'file' | 'user';
  readonly server: ServerSource;
  /** Null: the user or an administrator has to register a client first (`setUp`). */
  readonly client: ServiceClient | null;
  readonly setUp: SetUp;
  /** The app registered its client itself (RFC 7591). */
  readonly registeredByApp: boolean;
  /** The client ID is the address of this app's own metadata document (oauth/client-metadata.ts). */
  readonly usesClientMetadata: boolean;
  /** Requested at sign-in; null: what fits the server (openid, profile, email, offline_access where offered). */
  readonly scopes: readonly string[] | null;
  /** Plain words per scope. */
  readonly scopeDescriptions: Readonly<Record<string, string>>;
  /** All scopes of the definition, including those of `scopes`. */
  readonly scopeOptions: readonly ScopeOption[];
  /** Added to the authorization request, e.g. `audience`. */
  readonly authorizationParameters: Readonly<Record<string, string>>;
  /** Added to let the user choose the account, e.g. `prompt=select_account`; empty: unknown. */
  readonly selectAccountParameters: Readonly<Record<string, string>>;
  /** Requests a refresh token: by a scope, parameters of the authorization request, or both. */
  readonly offline: {
    readonly scope: string | null;
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** How the service differs from the standard; stored with each connection made with it. */
  readonly adjustments: readonly Adjustment[];
  readonly signInMethod: SignInMethodChoice | 'server_held';
  /** For the methods that present an assertion; null: this one does not. */
  readonly assertion: AssertionSource | null;
  /** The API that the tokens are for (RFC 8707); null: the server's own. */
  readonly resource: string | null;
  /** The address of an API that says at each sign-in what it needs (RFC 9728); null: there is none to ask. */
  readonly apiAddress: string | null;
  /** Hosts inside the user's network that they have agreed to for this service. */
  readonly confirmedPrivateHosts: readonly string[];
  readonly redirect: RedirectRules;
  readonly lifetime: KnownLifetime;
  /** Its own words for refusals, besides those of the standard. */
  readonly refusals: Refusals;
  readonly revocation: RevocationFacts;
  /** The service's own page of connected apps. */
  readonly accountPage: string | null;
  /** The page where an administrator consents for everyone; the client ID is added as `client_id`. */
  readonly adminConsentUrl: string | null;
  readonly docsUrl: string | null;
  /** The page with its form for a new app. */
  readonly registerUrl: string | null;
  /** When, and by which source, the definition was verified; null: it was not. */
  readonly verified: { readonly date: string; readonly source: string } | null;
}

/** The host of the authorization server in ASCII; null until a server has been chosen. */
export function hostOfServer(server: ServerSource): string | null {
  switch (server.kind) {
    case 'discovered':
      return new URL(server.address).host;
    case 'known':
      return new URL(server.server.issuer).host;
    case 'not_chosen':
      return null;
  }
}

/** Defaults for everything that a service may leave out. */
export const nothingKnown = {
  group: null,
  family: null,
  keywords: [],
  isPopular: false,
  isPractice: false,
  setUp: { kind: 'ready' },
  registeredByApp: false,
  scopeOptions: [],
  selectAccountParameters: {},
  offline: { scope: null, parameters: {} },
  adjustments: [],
  assertion: null,
  redirect: {
    allowedMethods: null,
    loopbackHost: null,
    fixedPorts: [],
    preferredPorts: [],
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
  refusals: { deadRefreshToken: null, wrongClient: null, source: null },
  revocation: { kind: 'by_metadata', endsSiblings: null },
  resource: null,
  apiAddress: null,
  usesClientMetadata: false,
  confirmedPrivateHosts: [],
  adminConsentUrl: null,
  docsUrl: null,
  registerUrl: null,
  verified: null,
} as const satisfies Partial<Service>;

/** Those of this app's metadata document, which names local addresses only (oauth/client-metadata.ts). */
export const clientMetadataRedirect: RedirectRules = {
  ...nothingKnown.redirect,
  allowedMethods: ['local_address'],
};

/** A client that the user or an administrator registered at a service that ships without one. */
export interface ClientRegistration {
  /** The id of the service's definition. */
  readonly serviceId: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** For a service with many servers: the values that select one. */
  readonly variables: Readonly<Record<string, string>>;
  /** The user signs in by a code on another device, whatever the definition says. */
  readonly usesDeviceCode?: boolean | undefined;
}

/** All services by id. */
export interface ServiceCatalogue {
  find(serviceId: string): Service | null;
}
