/** The catalogue: every service by id. Where ids meet, an administrator's file wins over the person's own. */
import type { Catalogue, DefinitionProblem, ServiceView } from '../../ipc/service-view.js';
import type { OwnService } from '../connections/connection.js';
import type { Service, ServiceCatalogue } from '../connections/service.js';
import { appLinkRedirectUri } from '../oauth/redirect-uri.js';
import type { Definitions } from './definitions-file.js';

export interface WholeCatalogue extends ServiceCatalogue {
  /** The person's own services, once the vault that keeps them is open, and at each change. */
  replaceOwn(own: readonly OwnService[]): void;
  view(): Catalogue;
}

export function createCatalogue(files: readonly Definitions[]): WholeCatalogue {
  const fromFiles = files.flatMap((each) => each.services);
  const problems: DefinitionProblem[] = files.flatMap((each) => each.problems);
  let services = new Map<string, Service>();

  function replaceOwn(own: readonly OwnService[]): void {
    services = new Map([...own.map(ownService), ...fromFiles].map((each) => [each.id, each]));
  }
  replaceOwn([]);

  return {
    find: (serviceId) => services.get(serviceId) ?? null,
    replaceOwn,
    view: () => ({ services: [...services.values()].map(serviceView), problems }),
  };
}

function ownService(own: OwnService): Service {
  return {
    id: own.id,
    name: own.name,
    source: 'person',
    server: { kind: 'discovered', address: own.serverAddress },
    client: { clientId: own.clientId, clientSecret: own.clientSecret },
    scopes: own.scopes,
    scopeWords: {},
    authorizationParameters: {},
    redirectWay: own.redirectWay,
    accountPage: null,
  };
}

function serviceView(service: Service): ServiceView {
  const address =
    service.server.kind === 'discovered' ? service.server.address : service.server.server.issuer;
  return {
    id: service.id,
    name: service.name,
    source: service.source,
    host: new URL(address).host,
    redirectUri: appLinkRedirectUri(service.id),
  };
}
