import type { PrivateKey } from './private-key.js';

/**
 * An authorization server (RFC 8414 §2) and our client at it, frozen as they were when the sign-in
 * began. In the lists, null means that the metadata does not say.
 */
export interface AuthorizationServer {
  /** Issuer identifier, compared as a plain string (RFC 9207 §2.4). */
  readonly issuer: string;
  /** Null: sign-in only by device code or as a service account (RFC 8414 §2). */
  readonly authorizationEndpoint: string | null;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string | null;
  readonly introspectionEndpoint: string | null;
  readonly userinfoEndpoint: string | null;
  readonly jwksUri: string | null;
  /** RFC 9126 §5. */
  readonly pushedAuthorizationRequestEndpoint: string | null;
  readonly requiresPushedAuthorizationRequests: boolean;
  /** RFC 8628 §4. */
  readonly deviceAuthorizationEndpoint: string | null;
  /** RFC 7591 §3. */
  readonly registrationEndpoint: string | null;
  /** OpenID Connect RP-Initiated Logout §2.1. */
  readonly endSessionEndpoint: string | null;
  /** RFC 9207 §3: the server promises `iss` in every authorization response. */
  readonly sendsIssuer: boolean;
  readonly scopesSupported: readonly string[] | null;
  readonly codeChallengeMethodsSupported: readonly string[] | null;
  readonly promptValuesSupported: readonly string[] | null;
  readonly idTokenSigningAlgorithms: readonly string[] | null;
  readonly clientAuthenticationMethods: readonly string[] | null;
  /** For private_key_jwt (RFC 8414 §2). */
  readonly clientAuthenticationAlgorithms: readonly string[] | null;
  /** RFC 9449 §5.1; null: the server does not offer DPoP. */
  readonly dpopSigningAlgorithms: readonly string[] | null;
  readonly grantTypesSupported: readonly string[] | null;
  /** It accepts the address of a client's metadata document as its client ID (client-metadata.ts). */
  readonly clientMetadataSupported: boolean;
  /** Its metadata was found by OpenID Connect Discovery. */
  readonly isOpenIdProvider: boolean;
}

export type SecretAuthentication =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'client_secret_basic';
      readonly clientSecret: string;
      /** Without the form encoding of RFC 6749 §2.3.1, for a server that decodes nothing. */
      readonly unencoded?: boolean | undefined;
    }
  | { readonly kind: 'client_secret_post'; readonly clientSecret: string };

/** RFC 7523 §2.2. */
export interface PrivateKeyAuthentication {
  readonly kind: 'private_key_jwt';
  readonly privateKey: PrivateKey;
}

export type ClientAuthentication = SecretAuthentication | PrivateKeyAuthentication;

export interface Client {
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
}
