/** A service one can connect to, wherever its definition came from: shipped, a file, or the person. */
import type { RedirectWay } from '../../ipc/contract.js';
import type { ServerDescription } from '../oauth/server-metadata.js';

/** How the authorization server is found. */
export type ServerSource =
  /** An issuer or metadata URL, asked at sign-in (RFC 8414, OpenID Connect Discovery). */
  | { readonly kind: 'discovered'; readonly address: string }
  /** The service publishes no metadata; its endpoints are known. */
  | { readonly kind: 'known'; readonly server: ServerDescription };

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly source: 'shipped' | 'file' | 'person';
  readonly server: ServerSource;
  /** Null: the person or an administrator has to get a client ID first. */
  readonly client: { readonly clientId: string; readonly clientSecret: string | null } | null;
  /** Asked at sign-in; null: what fits the server (openid, profile, email, offline_access where offered). */
  readonly scopes: readonly string[] | null;
  /** Plain words per scope. */
  readonly scopeWords: Readonly<Record<string, string>>;
  /** Added to the authorization request, e.g. `audience`. */
  readonly authorizationParameters: Readonly<Record<string, string>>;
  readonly redirectWay: RedirectWay;
  /** The service's own page of connected apps; null when not known. */
  readonly accountPage: string | null;
}

/** All services there are, by id. */
export interface ServiceCatalogue {
  find(serviceId: string): Service | null;
}
