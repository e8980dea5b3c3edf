/**
 * The catalogue: every service by id. Of two services with the same id, the one read later wins, and
 * one from a file wins over a custom one.
 */
import type { Catalogue, DefinitionProblem } from '../../ipc/service-view.js';
import {
  clientOfCustom,
  type CustomRegistration,
  type CustomService,
  redirectOfRegistration,
} from '../connections/custom-service.js';
import {
  type ClientRegistration,
  clientMetadataRedirect,
  hostOfServer,
  nothingKnown,
  type ServerSource,
  type Service,
  type ServiceCatalogue,
} from '../connections/service.js';
import { defaultEndpointsOf } from '../oauth/default-endpoints.js';
import { outsideText } from '../text/outside-text.js';
import type { Definitions, PlacedClient } from './definitions-file.js';
import type { ServiceDefinition } from './service-definition.js';
import {
  type DefinitionSource,
  type Registered,
  registeredService,
  serviceFromDefinition,
} from './service-from-definition.js';
import { serviceView } from './service-to-view.js';
import { type NamedService, ShownNames } from './shown-names.js';

export interface EditableCatalogue extends ServiceCatalogue {
  /** Custom services and clients: once the vault that keeps them is open, and after each change. */
  replaceCustom(own: readonly (CustomService | CustomRegistration)[]): void;
  /** The service that a registration would make, e.g. to show its redirect URI; null: no such definition. */
  register(registration: ClientRegistration): Registered | null;
  /** The name of a connection's service: with its host where it could be taken for another. */
  nameOf(connected: ConnectedService): string;
  view(): Catalogue;
}

/** A service as a connection to it keeps it. */
export type ConnectedService = Omit<NamedService, 'source'>;

interface Defined {
  readonly definition: ServiceDefinition;
  readonly source: DefinitionSource;
  /** Clients that files add to it. A definition that replaces another starts without them. */
  readonly clients: PlacedClient[];
}

/** @param sources later ones take precedence */
export function createCatalogue(sources: readonly Definitions[]): EditableCatalogue {
  const problems: DefinitionProblem[] = sources.flatMap((each) => each.problems);
  const defined = collect(sources, problems);
  const fromFiles = [...defined.values()].flatMap((each) => servicesOf(each, problems));
  const definitions = sources.flatMap(({ services, source }) =>
    services.map((definition) => namedService(serviceFromDefinition(definition, source))),
  );
  let services = new Map<string, Service>();
  let names = new ShownNames(definitions);

  function register(registration: ClientRegistration): Registered | null {
    const found = defined.get(registration.serviceId);
    return found ? registeredService(found.definition, found.source, registration) : null;
  }

  function replaceCustom(own: readonly (CustomService | CustomRegistration)[]): void {
    const added = own.flatMap((each) => (each.kind === 'address' ? [customService(each)] : []));
    services = new Map([...added, ...fromFiles].map((each) => [each.id, each]));
    for (const each of own) {
      const made = each.kind === 'registration' ? register(each.registration) : null;
      if (made?.kind !== 'ok') continue;
      const service = made.value;
      if (services.get(service.id)?.setUp.kind !== 'ready') services.set(service.id, service);
    }
    names = new ShownNames([...definitions, ...[...services.values()].map(namedService)]);
    services = new Map(
      [...services].map(([id, each]) => [id, { ...each, name: names.nameOf(namedService(each)) }]),
    );
  }
  replaceCustom([]);

  return {
    find: (serviceId) => services.get(serviceId) ?? null,
    replaceCustom,
    register,
    nameOf: (connected) => {
      const defined = services.get(connected.id);
      if (defined?.name === connected.name) return connected.name;
      return names.nameOf({ ...connected, source: defined?.source ?? null });
    },
    view: () => ({ services: [...services.values()].map(serviceView), problems }),
  };
}

function namedService({ id, name, server, source }: Service): NamedService {
  return { id, name, host: hostOfServer(server), source };
}

function collect(
  sources: readonly Definitions[],
  problems: DefinitionProblem[],
): ReadonlyMap<string, Defined> {
  const defined = new Map<string, Defined>();
  for (const { services, clients, source } of sources) {
    for (const definition of services) {
      defined.set(definition.id, { definition, source, clients: [] });
    }
    for (const placed of clients) {
      const at = defined.get(placed.client.service);
      if (at) at.clients.push(placed);
      else problems.push(placed.problem('service', { code: 'unknown_service' }));
    }
  }
  return defined;
}

/** The service as defined, and one for each of its clients; a later one replaces an earlier one. */
function servicesOf(
  { definition, source, clients }: Defined,
  problems: DefinitionProblem[],
): readonly Service[] {
  const services = [serviceFromDefinition(definition, source)];
  for (const placed of clients) {
    const { client } = placed;
    const registered = registeredService(definition, 'file', {
      clientId: client.id,
      clientSecret: client.secret || null,
      variables: client.variables ?? {},
    });
    if (registered.kind === 'ok') services.push(registered.value);
    else problems.push(placed.problem(`variables.${registered.variable}`, registered.reason));
  }
  return services;
}

function customService(own: CustomService): Service {
  return {
    ...nothingKnown,
    id: own.id,
    name: outsideText('service', own.name) ?? new URL(own.serverAddress).host,
    source: 'user',
    server: serverOfCustom(own),
    client: clientOfCustom(own),
    registeredByApp: own.registered !== null,
    scopes: own.scopes,
    scopeDescriptions: {},
    authorizationParameters: {},
    signInMethod: own.signInMethod,
    assertion: own.assertion ?? null,
    resource: own.resource,
    // Older versions stored no address but the identifier, which is one.
    apiAddress: own.apiAddress ?? own.resource,
    usesClientMetadata: own.usesClientMetadata,
    confirmedPrivateHosts: own.confirmedPrivateHosts ?? [],
    ...(own.usesClientMetadata && { redirect: clientMetadataRedirect }),
    ...(own.registered !== null && { redirect: redirectOfRegistration(own.registered) }),
    accountPage: null,
  };
}

function serverOfCustom({
  serverAddress,
  confirmedIssuer,
  issuerOfApi,
  hasMetadata,
}: CustomService): ServerSource {
  const byDefault = hasMetadata ? null : defaultEndpointsOf(serverAddress);
  return byDefault?.kind === 'ok'
    ? { kind: 'known', server: byDefault.value }
    : {
        kind: 'discovered',
        address: serverAddress,
        ...(confirmedIssuer !== undefined && { issuerTemplate: confirmedIssuer }),
        ...(issuerOfApi !== undefined && { issuerOfApi }),
      };
}
