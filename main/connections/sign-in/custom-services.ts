/**
 * Services the person brings: a server by its address ("Another service"), or a client ID for a
 * service that ships without one. Kept in the vault, since they may hold a secret.
 */
import type { ParsedRequestOf, ReplyOf } from '../../../ipc/contract.js';
import type { Failure, Result } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import { deleteClientRegistration } from '../../oauth/client-registration-management.js';
import type { OAuthContext } from '../../oauth/context.js';
import { serviceIdFor } from '../../oauth/redirect-uri.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import type { ConnectionStore } from '../connection-store.js';
import type { CustomRegistration, CustomService } from '../connection.js';
import { failureOf, outcomeFromOAuth, type RequestOutcome, storageFailure } from '../failures.js';
import { resolveServerAddress } from './resolve-server-address.js';
import { registerOwnClient } from './register-client.js';
import { type ClientRegistration, nothingKnown, type Service } from '../service.js';
import { redirectUrisOf } from './redirect.js';

type Wish = ParsedRequestOf<'addService'>;

export interface CustomServices {
  /** Asks the server whether it is one, then keeps it. Nothing is kept of an address that is none. */
  add(wish: Wish): Promise<Result<ReplyOf<'addService'>>>;
  setUp(wish: ParsedRequestOf<'setUpService'>): Promise<Result<ReplyOf<'setUpService'>>>;
  /** A registration that the app made itself is ended at the server too, where that can be. */
  remove(serviceId: string): Promise<Failure | null>;
  /** The redirect URIs a service would have, so that they can be registered beforehand. */
  redirectUris(
    of: Exclude<ParsedRequestOf<'getRedirectUris'>, { kind: 'attempt' }>,
  ): Promise<Result<ReplyOf<'getRedirectUris'>>>;
}

export interface CustomServicesOptions {
  readonly store: ConnectionStore;
  readonly oauth: OAuthContext;
  /** The service a client registration makes; null: it does not fit any definition. */
  readonly register: (registration: ClientRegistration) => Service | null;
  /** The list in the vault has changed. */
  readonly changed: () => Promise<void>;
}

export function createCustomServices(needs: CustomServicesOptions): CustomServices {
  const { store, oauth, register, changed } = needs;

  async function keep(service: Parameters<typeof put>[0]): Promise<Failure | null> {
    try {
      await store.commit([put(service)]);
      await changed();
      return null;
    } catch (error) {
      return storageFailure(error);
    }
  }

  /** The client ID as typed, or one the server gives us for the asking (RFC 7591). */
  async function clientFor(
    server: AuthorizationServer,
    serviceId: string,
    wish: Wish,
  ): Promise<RequestOutcome<Client>> {
    const clientId = wish.clientId.trim();
    if (clientId !== '') {
      const clientSecret = wish.clientSecret.trim() || null;
      return { kind: 'ok', value: { clientId, clientSecret, registered: null } };
    }
    if (server.registrationEndpoint === null) {
      const failure = failureOf('client_id_missing');
      return { kind: 'misconfigured', failure, retryAfterMs: null };
    }
    const app = { serviceId, scopes: scopesIn(wish), way: wish.method };
    const registered = await registerOwnClient(server, app, oauth);
    if (registered.kind !== 'ok') return registered;
    const { clientId: given, clientSecret } = registered.value;
    return {
      kind: 'ok',
      value: { clientId: given, clientSecret, registered: registered.value },
    };
  }

  /** A service that was set up before has an id of its own; it is set up again as what it was. */
  async function definitionOf({ serviceId, variables }: Which): Promise<Which> {
    const kept = await store.recordStore().services();
    const before = kept.find((each) => each.id === serviceId);
    if (before?.kind !== 'registration') return { serviceId, variables };
    const { registration } = before;
    return {
      serviceId: registration.serviceId,
      variables: { ...registration.variables, ...variables },
    };
  }

  return {
    async add(wish) {
      const found = await resolveServerAddress(wish.serverAddress, wish.chosenIssuer, oauth);
      if (found.kind !== 'ok') return refused(found.failure);
      if (found.value.kind === 'choose') {
        return { ok: true, value: { kind: 'choose_server', issuers: found.value.issuers } };
      }
      const { server, resource } = found.value;
      const { serverAddress, chosenIssuer } = wish;
      const id = await idOf(resource === null ? server.issuer : serverAddress, chosenIssuer);
      if (id.kind !== 'ok') return refused(id.failure);
      const client = await clientFor(server, id.value, wish);
      if (client.kind !== 'ok') return refused(client.failure);
      const scopes = scopesIn(wish);
      const failure = await keep({
        kind: 'address',
        id: id.value,
        name: new URL(resource ?? server.issuer).host,
        serverAddress: server.issuer,
        ...client.value,
        scopes: scopes.length > 0 ? scopes : null,
        way: wish.method,
        resource,
      });
      return failure
        ? refused(failure)
        : { ok: true, value: { kind: 'added', serviceId: id.value } };
    },

    async setUp({ clientId, clientSecret, ...which }) {
      if (clientId.trim() === '') return refused(failureOf('client_id_missing'));
      const registration: ClientRegistration = {
        ...(await definitionOf(which)),
        clientId: clientId.trim(),
        clientSecret: clientSecret.trim() || null,
      };
      const service = register(registration);
      if (!service) return refused(failureOf('server_address_invalid'));
      const failure = await keep({ kind: 'registration', id: service.id, registration });
      return failure ? refused(failure) : { ok: true, value: { serviceId: service.id } };
    },

    async remove(serviceId) {
      try {
        const kept = await store.recordStore().services();
        await store.commit([{ kind: 'delete_service', serviceId }]);
        await changed();
        const own = kept.find((each) => each.id === serviceId);
        if (own?.kind === 'address' && own.registered) {
          // The person no longer needs it; where it cannot be ended, that harms nobody.
          void deleteClientRegistration(own.registered, oauth);
        }
        return null;
      } catch (error) {
        return storageFailure(error);
      }
    },

    async redirectUris(of) {
      switch (of.kind) {
        case 'address': {
          const id = await idOf(of.serverAddress, of.chosenIssuer);
          if (id.kind !== 'ok') return refused(id.failure);
          return { ok: true, value: redirectUrisOf({ ...nothingKnown, id: id.value }) };
        }
        case 'service': {
          const which = await definitionOf(of);
          const service = register({ ...which, clientId: 'x', clientSecret: null });
          return service
            ? { ok: true, value: redirectUrisOf(service) }
            : refused(failureOf('server_address_invalid'));
        }
      }
    },
  };
}

type Which = Pick<ClientRegistration, 'serviceId' | 'variables'>;

/**
 * Its redirect URI is the one shown for the address that was typed, which is how it was registered.
 * An API is a service of its own beside others of the same server; one that trusts several servers
 * is another for each, because no two servers share a redirect URI (RFC 8252 §8.10).
 */
async function idOf(address: string, chosenIssuer: string | null): Promise<RequestOutcome<string>> {
  const id = outcomeFromOAuth(await serviceIdFor(address));
  if (id.kind !== 'ok' || chosenIssuer === null) return id;
  const server = outcomeFromOAuth(await serviceIdFor(chosenIssuer));
  return server.kind === 'ok' ? { kind: 'ok', value: `${id.value}-${server.value}` } : server;
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly registered: RegisteredClient | null;
}

function put(service: CustomService | CustomRegistration) {
  return { kind: 'put_service', service } as const;
}

function scopesIn({ scopes }: Wish): string[] {
  return scopes.split(/\s+/).filter((scope) => scope !== '');
}

function refused(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}
