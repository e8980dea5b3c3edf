/**
 * Services the user adds: a server by its address ("Another service"), or a client ID for a service
 * that ships without one. Stored in the vault, because they may hold a secret.
 */
import type { ParsedRequestOf, ReplyOf } from '../../../ipc/contract.js';
import type { Failure, Result } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import { acceptsClientMetadata } from '../../oauth/client-metadata.js';
import { deleteClientRegistration } from '../../oauth/client-registration-management.js';
import type { OAuthContext } from '../../oauth/context.js';
import { serviceIdFor } from '../../oauth/redirect-uri.js';
import type { ConnectionStore } from '../connection-store.js';
import type { CustomRegistration, CustomService } from '../connection.js';
import { failureOf, outcomeFromOAuth, type RequestOutcome, storageFailure } from '../failures.js';
import { resolveServerAddress } from './resolve-server-address.js';
import { clientByMetadata, type CustomClient, registerApp } from './register-client.js';
import { type ClientRegistration, nothingKnown, type Service } from '../service.js';
import { redirectUrisOf } from './redirect.js';

type NewService = ParsedRequestOf<'addService'>;

export interface CustomServices {
  /** Stores the service once discovery has found its server; nothing is stored for any other address. */
  add(request: NewService): Promise<Result<ReplyOf<'addService'>>>;
  setUp(request: ParsedRequestOf<'setUpService'>): Promise<Result<ReplyOf<'setUpService'>>>;
  /** Deletes a registration that the app made itself at the server too, where the server allows it. */
  remove(serviceId: string): Promise<Failure | null>;
  /** The redirect URIs a service would have, for the user to register beforehand. */
  redirectUris(
    request: Exclude<ParsedRequestOf<'getRedirectUris'>, { kind: 'attempt' }>,
  ): Promise<Result<ReplyOf<'getRedirectUris'>>>;
}

export interface CustomServicesOptions {
  readonly store: ConnectionStore;
  readonly oauth: OAuthContext;
  /** The address of this app's metadata document (oauth/client-metadata.ts); null: none is published. */
  readonly clientMetadataUrl: string | null;
  /** The service that a client registration makes; null: it fits no definition. */
  readonly register: (registration: ClientRegistration) => Service | null;
  /** The services in the vault have changed. */
  readonly onChange: () => Promise<void>;
}

export function createCustomServices({
  store,
  oauth,
  clientMetadataUrl,
  register,
  onChange,
}: CustomServicesOptions): CustomServices {
  async function persist(service: CustomService | CustomRegistration): Promise<Failure | null> {
    try {
      await store.commit([{ kind: 'put_service', service }]);
      await onChange();
      return null;
    } catch (error) {
      return storageFailure(error);
    }
  }

  /** The client ID as typed, the address of the app's metadata, or one that the server issues (RFC 7591). */
  async function clientFor(
    server: AuthorizationServer,
    serviceId: string,
    request: NewService,
  ): Promise<RequestOutcome<CustomClient>> {
    const clientId = request.clientId.trim();
    if (clientId !== '') {
      const clientSecret = request.clientSecret.trim() || null;
      return {
        kind: 'ok',
        value: { clientId, clientSecret, registered: null, usesClientMetadata: false },
      };
    }
    const isInBrowser = request.method === 'automatic' || request.method === 'local_address';
    if (clientMetadataUrl !== null && isInBrowser && acceptsClientMetadata(server)) {
      return { kind: 'ok', value: clientByMetadata(clientMetadataUrl) };
    }
    if (server.registrationEndpoint === null) {
      const failure = failureOf('client_id_missing');
      return { kind: 'misconfigured', failure, retryAfterMs: null };
    }
    const app = { serviceId, scopes: scopesIn(request), method: request.method };
    return registerApp(server, app, oauth);
  }

  /** A service that has been set up has an id of its own: this finds the definition it was made from. */
  async function definitionOf({
    serviceId,
    variables,
  }: DefinitionChoice): Promise<DefinitionChoice> {
    const stored = await store.recordStore().services();
    const before = stored.find((each) => each.id === serviceId);
    if (before?.kind !== 'registration') return { serviceId, variables };
    const { registration } = before;
    return {
      serviceId: registration.serviceId,
      variables: { ...registration.variables, ...variables },
    };
  }

  return {
    async add(request) {
      const { serverAddress, chosenIssuer } = request;
      const resolved = await resolveServerAddress(serverAddress, chosenIssuer, oauth);
      if (resolved.kind !== 'ok') return refused(resolved.failure);
      if (resolved.value.kind === 'choose') {
        return { ok: true, value: { kind: 'choose_server', issuers: resolved.value.issuers } };
      }
      const { server, api, hasMetadata } = resolved.value;
      const id = await idOf(api === null ? server.issuer : api.address, chosenIssuer);
      if (id.kind !== 'ok') return refused(id.failure);
      const isGuess = !hasMetadata && request.clientId.trim() !== '';
      if (isGuess) return refused(failureOf('server_not_oauth', 'no metadata'));
      const client = await clientFor(server, id.value, request);
      if (client.kind !== 'ok') {
        // Default endpoints are a guess, which only a registration confirms.
        const { cause } = client.failure;
        return refused(hasMetadata ? client.failure : failureOf('server_not_oauth', cause));
      }
      const scopes = scopesIn(request);
      const failure = await persist({
        kind: 'address',
        id: id.value,
        name: new URL(api?.resource ?? server.issuer).host,
        serverAddress: server.issuer,
        ...client.value,
        scopes: scopes.length > 0 ? scopes : null,
        way: request.method,
        resource: api?.resource ?? null,
        apiAddress: api?.address ?? null,
        hasMetadata,
      });
      return failure
        ? refused(failure)
        : { ok: true, value: { kind: 'added', serviceId: id.value } };
    },

    async setUp({ clientId, clientSecret, ...choice }) {
      if (clientId.trim() === '') return refused(failureOf('client_id_missing'));
      const registration: ClientRegistration = {
        ...(await definitionOf(choice)),
        clientId: clientId.trim(),
        clientSecret: clientSecret.trim() || null,
      };
      const service = register(registration);
      if (!service) return refused(failureOf('server_address_invalid'));
      const failure = await persist({ kind: 'registration', id: service.id, registration });
      return failure ? refused(failure) : { ok: true, value: { serviceId: service.id } };
    },

    async remove(serviceId) {
      try {
        const stored = await store.recordStore().services();
        await store.commit([{ kind: 'delete_service', serviceId }]);
        await onChange();
        const removed = stored.find((each) => each.id === serviceId);
        if (removed?.kind === 'address' && removed.registered) {
          // Not awaited: a registration that cannot be deleted does no harm.
          void deleteClientRegistration(removed.registered, oauth);
        }
        return null;
      } catch (error) {
        return storageFailure(error);
      }
    },

    async redirectUris(request) {
      switch (request.kind) {
        case 'address': {
          const id = await idOf(request.serverAddress, request.chosenIssuer);
          if (id.kind !== 'ok') return refused(id.failure);
          return { ok: true, value: redirectUrisOf({ ...nothingKnown, id: id.value }) };
        }
        case 'service': {
          const choice = await definitionOf(request);
          const service = register({ ...choice, clientId: 'x', clientSecret: null });
          return service
            ? { ok: true, value: redirectUrisOf(service) }
            : refused(failureOf('server_address_invalid'));
        }
      }
    },
  };
}

type DefinitionChoice = Pick<ClientRegistration, 'serviceId' | 'variables'>;

/**
 * The id of a custom service, which determines its redirect URI: the one shown for the typed address,
 * because that is what the user registers. An API is a service of its own beside others of the same
 * server; one that trusts several servers is a service per server, because no two servers may share
 * a redirect URI (RFC 8252 §8.10).
 */
async function idOf(address: string, chosenIssuer: string | null): Promise<RequestOutcome<string>> {
  const id = outcomeFromOAuth(await serviceIdFor(address));
  if (id.kind !== 'ok' || chosenIssuer === null) return id;
  const server = outcomeFromOAuth(await serviceIdFor(chosenIssuer));
  return server.kind === 'ok' ? { kind: 'ok', value: `${id.value}-${server.value}` } : server;
}

function scopesIn({ scopes }: NewService): string[] {
  return scopes.split(/\s+/).filter((scope) => scope !== '');
}

function refused(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}
