/**
 * Clients that the app made itself, by a registration (RFC 7591) or its metadata document, and that a
 * server has forgotten or no longer accepts. A replacement is only tried at first: the old one stays stored until a sign-in has
 * succeeded with the new one.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import { acceptsClientMetadata } from '../../oauth/client-metadata.js';
import type { OAuthContext } from '../../oauth/context.js';
import { defaultEndpointsOf } from '../../oauth/default-endpoints.js';
import { discoverAuthorizationServer } from '../../oauth/discovery.js';
import type { Outcome } from '../../oauth/outcome.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { clientOfCustom, type CustomService, redirectOfRegistration } from '../custom-service.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import type { Service } from '../service.js';
import type { Moved, MoveTarget } from './moved-server.js';
import { registeredEarlier } from './own-registrations.js';
import { type PrivateHosts, unconfirmedHosts } from './private-hosts.js';
import { clientByMetadata, type CustomClient, registerApp } from './register-client.js';

export interface ClientRegistrations {
  /** Registers the app again. Null: the app did not register this client, and cannot replace it. */
  replace(
    service: Service,
    oauth: OAuthContext,
    request: ReplaceRequest,
  ): Promise<RequestOutcome<Service> | PrivateHosts | Moved | null>;
  /** The client secret has expired, as the server announced (RFC 7591 §3.2.1). */
  isExpired(service: Service): Promise<boolean>;
  /** A sign-in has succeeded with this client: stores it if it is a replacement. Rejects with StorageError. */
  confirm(serviceId: string, clientId: string): Promise<void>;
}

export interface ReplaceRequest {
  /** The server has refused the redirect URI: it may accept only one that names its port. */
  readonly withPorts: boolean;
  /** The issuer that the service's API trusts now in place of its former one. */
  readonly movedTo?: string | undefined;
  /** The hosts inside their network that the user has agreed to. */
  readonly confirmedHosts: readonly string[];
  /** Where the service has moved to, as long as the user has not agreed; null: nowhere. */
  readonly unconfirmedMove: (target: MoveTarget) => Moved | null;
}

export interface ClientRegistrationsOptions {
  readonly store: ConnectionStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The services in the vault have changed. */
  readonly onChange: () => Promise<void>;
}

export function createClientRegistrations({
  store,
  now,
  onChange,
}: ClientRegistrationsOptions): ClientRegistrations {
  /** Replacements by service, until a sign-in succeeds with them. */
  const unconfirmed = new Map<string, CustomService>();

  /** Null: the user entered the client ID, so that only the user can replace it. */
  async function storedService({
    id,
    registeredByApp,
    usesClientMetadata,
  }: Service): Promise<CustomService | null> {
    if (!registeredByApp && !usesClientMetadata) return null;
    const stored = (await store.recordStore().services()).find((each) => each.id === id);
    return stored?.kind === 'address' ? stored : null;
  }

  return {
    async replace(service, oauth, { movedTo, confirmedHosts, unconfirmedMove, withPorts }) {
      const stored = await storedService(service);
      if (stored === null) return null;
      const address = movedTo ?? stored.serverAddress;
      const typed = service.apiAddress ?? address;
      const insideAddress = unconfirmedHosts(address, typed, confirmedHosts);
      if (insideAddress !== null) return insideAddress;
      const movedAddress = unconfirmedMove({ kind: 'address', address });
      if (movedAddress !== null) return movedAddress;
      const server = await serverOf(stored, movedTo, oauth);
      if (server.kind !== 'ok') return failureFromOAuth(server);
      const inside = unconfirmedHosts(server.value, typed, confirmedHosts);
      if (inside !== null) return inside;
      const { adjustments } = service;
      const moved = unconfirmedMove({ kind: 'server', server: server.value, adjustments });
      if (moved !== null) return moved;
      const client = await newClient(stored, server.value, { movedTo, withPorts }, oauth);
      if (client.kind !== 'ok') return client;
      const movedServer =
        movedTo === undefined
          ? null
          : { serverAddress: server.value.issuer, hasMetadata: true, issuerOfApi: undefined };
      unconfirmed.set(stored.id, {
        ...stored,
        ...movedServer,
        ...client.value,
        secretForm: undefined,
        ...registeredEarlier(stored, client.value.registered),
        ...(confirmedHosts.length > 0 && { confirmedPrivateHosts: confirmedHosts }),
      });
      const { registered, usesClientMetadata } = client.value;
      const source = movedServer && {
        kind: 'discovered' as const,
        address: movedServer.serverAddress,
      };
      return {
        kind: 'ok',
        value: {
          ...service,
          ...(source && { server: source }),
          client: clientOfCustom(client.value),
          registeredByApp: registered !== null,
          usesClientMetadata,
          redirect: registered === null ? service.redirect : redirectOfRegistration(registered),
        },
      };
    },

    async isExpired(service) {
      const stored = await storedService(service);
      const expiresAt = stored?.registered?.clientSecretExpiresAt ?? null;
      return (
        expiresAt !== null && expiresAt <= now() && stored?.clientId === service.client?.clientId
      );
    },

    async confirm(serviceId, clientId) {
      const replacement = unconfirmed.get(serviceId);
      if (replacement?.clientId !== clientId) return;
      await store.commit([{ kind: 'put_service', service: replacement }]);
      unconfirmed.delete(serviceId);
      await onChange();
    },
  };
}

/**
 * The metadata document holds at any server that accepts it; where one has refused it, a registration
 * may still be accepted.
 */
async function newClient(
  stored: CustomService,
  server: AuthorizationServer,
  { movedTo, withPorts }: Pick<ReplaceRequest, 'movedTo' | 'withPorts'>,
  oauth: OAuthContext,
): Promise<RequestOutcome<CustomClient>> {
  if (stored.usesClientMetadata && movedTo !== undefined && acceptsClientMetadata(server)) {
    return { kind: 'ok', value: clientByMetadata(stored.clientId) };
  }
  const { id: serviceId, scopes, signInMethod: method, resource, apiAddress } = stored;
  const isApi = resource !== null || apiAddress !== null;
  const app = { serviceId, scopes: scopes ?? [], method, withPorts: withPorts || isApi };
  return registerApp(server, app, oauth);
}

function serverOf(
  { serverAddress, confirmedIssuer, hasMetadata }: CustomService,
  movedTo: string | undefined,
  oauth: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  if (movedTo !== undefined) return discoverAuthorizationServer(movedTo, oauth);
  return hasMetadata
    ? discoverAuthorizationServer(serverAddress, oauth, confirmedIssuer)
    : Promise.resolve(defaultEndpointsOf(serverAddress));
}

/** How a server answers a client that it has forgotten, or has registered with other redirect URIs. */
export function isRegistrationRefusal({ code }: Failure): boolean {
  return code === 'client_refused' || code === 'redirect_refused';
}

/** True if the connection's last refresh was refused for the client that the service would use now. */
export function isRefusedClient(connection: Connection | null, service: Service): boolean {
  return (
    connection?.standing.kind === 'misconfigured' &&
    isRegistrationRefusal(connection.standing.cause) &&
    connection.registration.clientId === service.client?.clientId
  );
}
