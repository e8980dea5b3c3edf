/**
 * Services the user adds: a server by its address ("Another service"), or a client ID for a service
 * that ships without one. Stored in the vault, because they may hold a secret. Longer than 250 lines
 * because adding, replacing and removing one are checked against the same list.
 */
import type { ParsedRequestOf, ReplyOf } from '../../../ipc/contract.js';
import type { Failure, Result } from '../../../ipc/failure.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import { acceptsClientMetadata } from '../../oauth/client-metadata.js';
import { deleteClientRegistration } from '../../oauth/client-registration-management.js';
import type { OAuthContext } from '../../oauth/context.js';
import { serviceIdFor } from '../../oauth/redirect-uri.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import { scopesIn } from '../../oauth/scope.js';
import type { ConnectionStore } from '../connection-store.js';
import type { CustomRegistration, CustomService } from '../custom-service.js';
import {
  failureOf,
  outcomeFromOAuth,
  refused,
  type RequestOutcome,
  storageFailure,
} from '../failures.js';
import { type ClientRegistration, nothingKnown, type Service } from '../service.js';
import { assertionOfRequest } from './assertion-of-request.js';
import { type DiscoveryAttempts, recordDiscoveryAttempts } from './discovery-attempts.js';
import { registeredEarlier, registrationsOf } from './own-registrations.js';
import { type PrivateHosts, unconfirmedHosts } from './private-hosts.js';
import { allowedRedirectUris, redirectUrisOf } from './redirect-uris.js';
import { clientByMetadata, type CustomClient, registerApp } from './register-client.js';
import { type ResolvedServer, resolveServerAddress } from './resolve-server-address.js';

type NewService = ParsedRequestOf<'addService'>;
type InspectedAddress = ParsedRequestOf<'inspectServer'>;
type Question = Exclude<ReplyOf<'inspectServer'>, { kind: 'found' }>;
type SetUp = ParsedRequestOf<'setUpService'>;
type RedirectRequest = Exclude<ParsedRequestOf<'getRedirectUris'>, { kind: 'attempt' }>;

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

export class CustomServices {
  readonly #options: CustomServicesOptions;

  constructor(options: CustomServicesOptions) {
    this.#options = options;
  }

  /** Looks at the server behind an address. Nothing is stored, and the app is not registered. */
  async inspect(typed: InspectedAddress): Promise<Result<ReplyOf<'inspectServer'>>> {
    const found = await this.#find(typed, recordDiscoveryAttempts(this.#options.oauth));
    if (found.kind === 'reply') return found.reply;
    const { server, api, hasMetadata } = found.value;
    const { clientMetadataUrl } = this.#options;
    return {
      ok: true,
      value: {
        kind: 'found',
        host: new URL(api?.resource ?? server.issuer).host,
        registersApp:
          !hasMetadata ||
          server.registrationEndpoint !== null ||
          (clientMetadataUrl !== null && acceptsClientMetadata(server)),
        hasDeviceCode: server.deviceAuthorizationEndpoint !== null,
      },
    };
  }

  /** The server, or what the user has to be asked before it is known. */
  async #find(
    request: InspectedAddress,
    places: DiscoveryAttempts,
  ): Promise<Found | { readonly kind: 'reply'; readonly reply: Result<Question> }> {
    const { serverAddress: address, chosenIssuer, confirmedPrivateHosts: confirmedHosts } = request;
    const { confirmedIssuer = null } = request;
    const typed = { address, chosenIssuer, confirmedIssuer, confirmedHosts };
    const resolved = await resolveServerAddress(typed, places.oauth, places);
    if (resolved.kind !== 'ok') return { kind: 'reply', reply: refused(resolved.failure) };
    const { value } = resolved;
    switch (value.kind) {
      case 'server':
        return { kind: 'found', value };
      case 'choose':
        return reply({ kind: 'choose_server', issuers: value.issuers });
      case 'private_hosts':
        return reply({ kind: 'confirm_private_network', hosts: value.hosts });
      case 'confirm_issuer':
        return reply(value);
    }
  }

  /** Stores the service once discovery has found its server; nothing is stored for any other address. */
  async add(request: NewService): Promise<Result<ReplyOf<'addService'>>> {
    const { chosenIssuer, confirmedPrivateHosts: confirmedHosts } = request;
    const places = recordDiscoveryAttempts(this.#options.oauth);
    const found = await this.#find(request, places);
    if (found.kind === 'reply') return found.reply;
    const { server, api, hasMetadata, confirmedAt } = found.value;
    const named = api === null ? (confirmedAt ?? server.issuer) : request.serverAddress;
    const id = await idOf(named, chosenIssuer);
    if (id.kind !== 'ok') return refused(id.failure);
    const isGuess = !hasMetadata && request.clientId.trim() !== '';
    const notFound = (cause: string) =>
      refused(places.explain(failureOf('server_not_oauth', cause)));
    if (isGuess) return notFound('no metadata');
    return orRefused(async () => {
      // Before the app registers itself: a record of a newer version is not overwritten.
      const stored = await this.#stored(id.value);
      const client = await this.#clientFor(server, id.value, request, api !== null);
      if (client.kind === 'private_hosts') return confirmFirst(client);
      if (client.kind !== 'ok') {
        // Default endpoints are a guess, which only a registration confirms.
        const { cause } = client.failure;
        return hasMetadata ? refused(client.failure) : notFound(cause);
      }
      const scopes = scopesIn(request.scopes);
      await this.#persist({
        ...addressAgain(stored, client.value.registered),
        kind: 'address',
        id: id.value,
        name: request.name || new URL(api?.resource ?? server.issuer).host,
        serverAddress: confirmedAt ?? server.issuer,
        confirmedIssuer: confirmedAt === null ? undefined : server.issuer,
        ...client.value,
        ...(confirmedHosts.length > 0 && { confirmedPrivateHosts: confirmedHosts }),
        scopes: scopes.length > 0 ? scopes : null,
        signInMethod: request.method,
        assertion: assertionOfRequest(request),
        resource: api?.resource ?? null,
        apiAddress: api?.address ?? null,
        issuerOfApi: api?.namedIssuer,
        hasMetadata,
      });
      return { ok: true, value: { kind: 'added', serviceId: id.value } };
    });
  }

  /** Stores a client for a service that ships without one. */
  async setUp({
    clientId,
    clientSecret,
    usesDeviceCode,
    ...choice
  }: SetUp): Promise<Result<ReplyOf<'setUpService'>>> {
    if (clientId.trim() === '') return refused(failureOf('client_id_missing'));
    return orRefused(async () => {
      const registration: ClientRegistration = {
        ...(await this.#definitionOf(choice)),
        clientId: clientId.trim(),
        clientSecret: clientSecret.trim() || null,
        usesDeviceCode,
      };
      const service = this.#options.register(registration);
      if (!service) return refused(failureOf('server_address_invalid'));
      const stored = await this.#stored(service.id);
      const before = stored?.kind === 'registration' ? stored : null;
      await this.#persist({
        ...before,
        secretForm: undefined,
        kind: 'registration',
        id: service.id,
        registration: { ...before?.registration, ...registration },
      });
      return { ok: true, value: { serviceId: service.id } };
    });
  }

  /** Deletes the registrations that the app made itself at the server too, where the server allows it. */
  async remove(serviceId: string): Promise<Failure | null> {
    const { store, oauth, onChange } = this.#options;
    try {
      const stored = await store.recordStore().services();
      await store.commit([{ kind: 'delete_service', serviceId }]);
      await onChange();
      const removed = stored.find((each) => each.id === serviceId);
      for (const registered of removed?.kind === 'address' ? registrationsOf(removed) : []) {
        // Not awaited: a registration that cannot be deleted does no harm.
        void deleteClientRegistration(registered, oauth);
      }
      return null;
    } catch (error) {
      return storageFailure(error);
    }
  }

  /** The redirect URIs a service would have, for the user to register beforehand. */
  async redirectUris(request: RedirectRequest): Promise<Result<ReplyOf<'getRedirectUris'>>> {
    switch (request.kind) {
      case 'address': {
        const id = await idOf(request.serverAddress, request.chosenIssuer);
        if (id.kind !== 'ok') return refused(id.failure);
        return { ok: true, value: redirectUrisOf({ ...nothingKnown, id: id.value }) };
      }
      case 'service':
        return withValue(await this.serviceOf(request), allowedRedirectUris);
    }
  }

  /** The service at the server that these values select, as it will be once it has a client. */
  async serviceOf(choice: DefinitionChoice): Promise<Result<Service>> {
    return orRefused(async () => {
      const { serviceId, variables } = await this.#definitionOf(choice);
      const service = this.#options.register({ serviceId, variables, ...anyClient });
      return service === null
        ? refused(failureOf('server_address_invalid'))
        : { ok: true, value: service };
    });
  }

  /** Rejects with StorageError 'newer_version' where this version does not know all of it. */
  #stored(serviceId: string): Promise<CustomService | CustomRegistration | null> {
    return this.#options.store.recordStore().service(serviceId);
  }

  async #persist(service: CustomService | CustomRegistration): Promise<void> {
    await this.#options.store.commit([{ kind: 'put_service', service }]);
    await this.#options.onChange();
  }

  /** The client ID as typed, the address of the app's metadata, or one that the server issues to the app (RFC 7591). */
  async #clientFor(
    server: AuthorizationServer,
    serviceId: string,
    request: NewService,
    isApi: boolean,
  ): Promise<RequestOutcome<CustomClient> | PrivateHosts> {
    const clientId = request.clientId.trim();
    if (clientId !== '') {
      const clientSecret = request.clientSecret.trim() || null;
      return {
        kind: 'ok',
        value: { clientId, clientSecret, registered: null, usesClientMetadata: false },
      };
    }
    const { clientMetadataUrl, oauth } = this.#options;
    const isInBrowser = request.method === 'automatic' || request.method === 'local_address';
    if (clientMetadataUrl !== null && isInBrowser && acceptsClientMetadata(server)) {
      return { kind: 'ok', value: clientByMetadata(clientMetadataUrl) };
    }
    if (server.registrationEndpoint === null) {
      const failure = failureOf('client_id_missing');
      return { kind: 'misconfigured', failure, retryAfterMs: null };
    }
    const { serverAddress, confirmedPrivateHosts } = request;
    const inside = unconfirmedHosts(server, serverAddress, confirmedPrivateHosts);
    if (inside !== null) return inside;
    const scopes = scopesIn(request.scopes);
    const app = { serviceId, scopes, method: request.method, withPorts: isApi };
    return registerApp(server, app, oauth);
  }

  /** A service that has been set up has an id of its own: this finds the definition it was made from. */
  async #definitionOf({ serviceId, variables }: DefinitionChoice): Promise<DefinitionChoice> {
    const before = await this.#stored(serviceId);
    if (before?.kind !== 'registration') return { serviceId, variables };
    const { registration } = before;
    return {
      serviceId: registration.serviceId,
      variables: { ...registration.variables, ...variables },
    };
  }
}

interface Found {
  readonly kind: 'found';
  readonly value: Extract<ResolvedServer, { kind: 'server' }>;
}

function reply(question: Question): { readonly kind: 'reply'; readonly reply: Result<Question> } {
  return { kind: 'reply', reply: { ok: true, value: question } };
}

function confirmFirst({ hosts }: PrivateHosts): Result<ReplyOf<'addService'>> {
  return { ok: true, value: { kind: 'confirm_private_network', hosts } };
}

function withValue<T, U>(result: Result<T>, value: (of: T) => U): Result<U> {
  return result.ok ? { ok: true, value: value(result.value) } : result;
}

/** For what does not depend on the client. */
const anyClient = { clientId: 'x', clientSecret: null } as const;

type DefinitionChoice = Pick<ClientRegistration, 'serviceId' | 'variables'>;

/** The members that a service keeps when it is added again: also those that this version does not know. */
function addressAgain(
  stored: CustomService | CustomRegistration | null,
  registered: RegisteredClient | null,
): Partial<CustomService> {
  if (stored?.kind !== 'address') return {};
  return { ...stored, secretForm: undefined, ...registeredEarlier(stored, registered) };
}

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

/** A write or a read that the store refuses becomes a failure to show. */
async function orRefused<T>(request: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await request();
  } catch (error) {
    return refused(storageFailure(error));
  }
}
