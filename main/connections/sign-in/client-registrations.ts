/**
 * Registrations that the app made itself (RFC 7591) and that a server has forgotten or no longer
 * accepts. A replacement is only tried at first: the old one stays stored until a sign-in has
 * succeeded with the new one.
 */
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import type { Failure } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { OAuthContext } from '../../oauth/context.js';
import { defaultEndpointsOf } from '../../oauth/default-endpoints.js';
import { discoverAuthorizationServer } from '../../oauth/discovery.js';
import type { Outcome } from '../../oauth/outcome.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, CustomService } from '../connection.js';
import { registerApp } from './register-client.js';
import type { Service } from '../service.js';

export interface ClientRegistrations {
  /**
   * Registers the app again. Null: the app did not register this client, and cannot replace it.
   * @param movedTo the issuer that the service's API trusts now in place of its former one
   */
  replace(
    service: Service,
    oauth: OAuthContext,
    movedTo?: string,
  ): Promise<RequestOutcome<Service> | null>;
  /** The client secret has expired, as the server announced (RFC 7591 §3.2.1). */
  isExpired(service: Service): Promise<boolean>;
  /** A sign-in has succeeded with this client: stores it if it is a replacement. Rejects with StorageError. */
  confirm(serviceId: string, clientId: string): Promise<void>;
}

export interface ClientRegistrationsOptions {
  readonly store: ConnectionStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The services in the vault have changed. */
  readonly onChange: () => Promise<void>;
}

type RegisteredService = CustomService & { readonly registered: RegisteredClient };

export function createClientRegistrations({
  store,
  now,
  onChange,
}: ClientRegistrationsOptions): ClientRegistrations {
  /** Replacements by service, until a sign-in succeeds with them. */
  const unconfirmed = new Map<string, RegisteredService>();

  async function storedService({
    id,
    registeredByApp,
  }: Service): Promise<RegisteredService | null> {
    if (!registeredByApp) return null;
    const stored = (await store.recordStore().services()).find((each) => each.id === id);
    return stored?.kind === 'address' && stored.registered !== null
      ? { ...stored, registered: stored.registered }
      : null;
  }

  return {
    async replace(service, oauth, movedTo) {
      const stored = await storedService(service);
      if (stored === null) return null;
      const server = await serverOf(stored, movedTo, oauth);
      if (server.kind !== 'ok') return failureFromOAuth(server);
      const app = { serviceId: stored.id, scopes: stored.scopes ?? [], method: stored.way };
      const registered = await registerApp(server.value, app, oauth);
      if (registered.kind !== 'ok') return registered;
      const { clientId, clientSecret } = registered.value;
      const moved =
        movedTo === undefined ? null : { serverAddress: server.value.issuer, hasMetadata: true };
      unconfirmed.set(stored.id, {
        ...stored,
        ...moved,
        clientId,
        clientSecret,
        registered: registered.value,
      });
      const source = moved && { kind: 'discovered' as const, address: moved.serverAddress };
      return {
        kind: 'ok',
        value: {
          ...service,
          ...(source && { server: source }),
          client: { clientId, clientSecret },
        },
      };
    },

    async isExpired(service) {
      const stored = await storedService(service);
      const expiresAt = stored?.registered.clientSecretExpiresAt ?? null;
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

function serverOf(
  { serverAddress, hasMetadata }: CustomService,
  movedTo: string | undefined,
  oauth: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  return hasMetadata || movedTo !== undefined
    ? discoverAuthorizationServer(movedTo ?? serverAddress, oauth)
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
