/**
 * Registrations that the app made itself and that a server has forgotten, or will not take any
 * longer. A new one is only tried at first: the old one stays kept until a sign-in has gone well
 * with the new.
 */
import type { Failure } from '../../../ipc/failure.js';
import type { OAuthContext } from '../../oauth/context.js';
import { discoverAuthorizationServer } from '../../oauth/discovery.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection, CustomService } from '../connection.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';
import { registerOwnClient } from './register-client.js';
import type { Service } from '../service.js';

export interface ClientRegistrations {
  /** Null: the client is somebody's own, and nobody but them can register another. */
  anew(service: Service, oauth: OAuthContext): Promise<RequestOutcome<Service> | null>;
  /** The server said when its secret ends (RFC 7591 §3.2.1), and that has passed. */
  hasEnded(service: Service): Promise<boolean>;
  /** A sign-in went well with this client. */
  worked(serviceId: string, clientId: string): Promise<void>;
}

export interface ClientRegistrationsOptions {
  readonly store: ConnectionStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The list in the vault has changed. */
  readonly changed: () => Promise<void>;
}

type Registered = CustomService & { readonly registered: RegisteredClient };

export function createClientRegistrations({
  store,
  now,
  changed,
}: ClientRegistrationsOptions): ClientRegistrations {
  /** By service: made anew, and yet to prove itself. */
  const onTrial = new Map<string, Registered>();

  async function kept({ id, registeredByApp }: Service): Promise<Registered | null> {
    if (!registeredByApp) return null;
    const own = (await store.recordStore().services()).find((each) => each.id === id);
    return own?.kind === 'address' && own.registered !== null
      ? { ...own, registered: own.registered }
      : null;
  }

  return {
    async anew(service, oauth) {
      const own = await kept(service);
      if (own === null) return null;
      const server = await discoverAuthorizationServer(own.serverAddress, oauth);
      if (server.kind !== 'ok') return failureFromOAuth(server);
      const app = { serviceId: own.id, scopes: own.scopes ?? [], way: own.way };
      const registered = await registerOwnClient(server.value, app, oauth);
      if (registered.kind !== 'ok') return registered;
      const { clientId, clientSecret } = registered.value;
      onTrial.set(own.id, { ...own, clientId, clientSecret, registered: registered.value });
      return { kind: 'ok', value: { ...service, client: { clientId, clientSecret } } };
    },

    async hasEnded(service) {
      const own = await kept(service);
      const endsAt = own?.registered.clientSecretExpiresAt ?? null;
      return endsAt !== null && endsAt <= now() && own?.clientId === service.client?.clientId;
    },

    async worked(serviceId, clientId) {
      const own = onTrial.get(serviceId);
      if (own?.clientId !== clientId) return;
      await store.commit([{ kind: 'put_service', service: own }]);
      onTrial.delete(serviceId);
      await changed();
    },
  };
}

/** What a registration that the server has forgotten, or has on file differently, looks like. */
export function isAboutRegistration({ code }: Failure): boolean {
  return code === 'client_refused' || code === 'redirect_refused';
}

/** The connection's last renewal was refused for the very client the service would sign in with. */
export function isKnownRefused(connection: Connection | null, service: Service): boolean {
  return (
    connection?.standing.kind === 'misconfigured' &&
    isAboutRegistration(connection.standing.cause) &&
    connection.registration.clientId === service.client?.clientId
  );
}
