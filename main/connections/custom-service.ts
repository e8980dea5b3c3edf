/** Services that the user added, and client IDs that the user entered, as stored. */
import type { AssertionSource } from '../../ipc/assertion-source.js';
import type { SignInMethodChoice } from '../../ipc/contract.js';
import type { SecretForm } from '../oauth/outcome.js';
import type { RegisteredClient } from '../oauth/registered-client.js';
import {
  type ClientRegistration,
  nothingKnown,
  type RedirectRules,
  type ServiceClient,
} from './service.js';

/** A service that the user added in "Another service". */
export interface CustomService {
  readonly kind: 'address';
  readonly id: string;
  readonly name: string;
  /** The issuer, as in the server's metadata, or with `confirmedIssuer` the address that was typed. */
  readonly serverAddress: string;
  /** The issuer that the metadata at that address names, which the user has confirmed. */
  readonly confirmedIssuer?: string | undefined;
  readonly clientId: string;
  /** A secret, or a private key. */
  readonly clientSecret: string | null;
  readonly scopes: readonly string[] | null;
  readonly signInMethod: SignInMethodChoice;
  /** Undefined: the method presents none. */
  readonly assertion?: AssertionSource | undefined;
  readonly resource: string | null;
  /** The API as the user typed it, asked again at each sign-in; null: the address was the server's own. */
  readonly apiAddress: string | null;
  /** The issuer as the API names it, where the server calls itself otherwise and the user has confirmed that. */
  readonly issuerOfApi?: string | undefined;
  /** False: the server publishes none, and its endpoints are the default ones (oauth/default-endpoints.ts). */
  readonly hasMetadata: boolean;
  /** The client ID is the address of this app's own metadata document (oauth/client-metadata.ts). */
  readonly usesClientMetadata: boolean;
  /** The registration that the app made itself (RFC 7591); null: the user entered the client ID. */
  readonly registered: RegisteredClient | null;
  /** Registrations that the app made before and no longer uses; the server still has them. */
  readonly earlierRegistrations?: readonly RegisteredClient[] | undefined;
  /** Hosts inside the user's network that they have agreed to: the server or its endpoints. */
  readonly confirmedPrivateHosts?: readonly string[] | undefined;
  /** The form to begin with where the server refused the usual one of this client secret. */
  readonly secretForm?: SecretForm | undefined;
}

/** The client to sign in with. */
export function clientOfCustom({
  clientId,
  clientSecret,
  registered,
}: Pick<CustomService, 'clientId' | 'clientSecret' | 'registered'>): ServiceClient {
  const registeredFor = registered?.clientAuthentication;
  return { clientId, clientSecret, ...(registeredFor !== undefined && { registeredFor }) };
}

/** The redirects that fit the redirect URIs that the server registered. */
export function redirectOfRegistration({
  redirectUris,
}: Pick<RegisteredClient, 'redirectUris'>): RedirectRules {
  const urls = redirectUris.filter((uri) => URL.canParse(uri)).map((uri) => new URL(uri));
  const local = urls.filter(({ protocol }) => protocol === 'http:');
  if (urls.length === 0) return nothingKnown.redirect;
  const hasAppLink = local.length < urls.length;
  return {
    ...nothingKnown.redirect,
    allowedMethods:
      hasAppLink && local.length > 0 ? null : [hasAppLink ? 'app_link' : 'local_address'],
    preferredPorts: local.flatMap(({ port }) => (port === '' ? [] : [Number(port)])),
  };
}

/** A client ID that the user entered for a service that ships without one. */
export interface CustomRegistration {
  readonly kind: 'registration';
  /** The id of the service it makes. */
  readonly id: string;
  readonly registration: ClientRegistration;
  readonly secretForm?: SecretForm | undefined;
}
