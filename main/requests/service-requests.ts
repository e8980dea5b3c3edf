/** Requests about services: those the user adds or sets up, their pages and their redirect URIs. */
import type { ParsedRequestOf, ReplyOf, RequestHandlers } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import type { AccountPage } from '../connections/account-pages.js';
import type { Core } from '../connections/core.js';
import { refused, storageFailure } from '../connections/failures.js';
import { shownOrigins } from '../connections/registration/moved-server.js';
import { allowedRedirectUris } from '../connections/registration/redirect-uris.js';
import type { Service } from '../connections/service.js';
import { movedSetUpPage } from '../connections/set-up-page.js';
import { accepted, acceptedUnless, refusedUnlessOpen } from './reply.js';
import type { RequestPorts } from './request-ports.js';

type Dependencies = Pick<
  Core & RequestPorts,
  | 'vault'
  | 'store'
  | 'catalogue'
  | 'accountPages'
  | 'customServices'
  | 'signIn'
  | 'userAgent'
  | 'clipboard'
>;

export function createServiceRequests(core: Dependencies) {
  const { vault, store, catalogue, accountPages, customServices, signIn, userAgent, clipboard } =
    core;

  return {
    inspectServer: async (address) => refusedUnlessOpen(vault) ?? customServices.inspect(address),
    addService: async (service) => refusedUnlessOpen(vault) ?? customServices.add(service),
    setUpService: async (client) => refusedUnlessOpen(vault) ?? customServices.setUp(client),
    removeService: async ({ serviceId }) => acceptedUnless(await customServices.remove(serviceId)),

    openAccountPage: ({ serviceId, page }) => openAccountPage(serviceId, page),
    openServiceDocs: ({ serviceId, confirmed }) => {
      const service = catalogue.find(serviceId);
      return openSetUpPage(service?.docsUrl ?? null, service, confirmed);
    },

    openRegistrationForm: async ({ confirmed, ...choice }) => {
      const service = await customServices.serviceOf(choice);
      if (!service.ok) return service;
      return openSetUpPage(service.value.registerUrl, service.value, confirmed);
    },

    getRedirectUris: (of) => redirectUris(of),
    copyRedirectUri: async ({ of, method }) => {
      const uris = await redirectUris(of);
      if (!uris.ok) return uris;
      const uri = method === 'app_link' ? uris.value.appLink : uris.value.localAddress;
      if (uri === null) return refused('not_found');
      clipboard.write(uri);
      return accepted();
    },
  } satisfies Partial<RequestHandlers>;

  async function openPage(page: string | null): Promise<Result<null>> {
    return page === null ? refused('not_found') : acceptedUnless(await userAgent.open(page));
  }

  async function openSetUpPage(
    page: string | null,
    service: Service | null,
    confirmed = false,
  ): Promise<Result<ReplyOf<'openServiceDocs'>>> {
    if (page === null || service === null) return refused('not_found');
    const connections = store.all().map(({ connection }) => connection);
    const moved = confirmed ? null : movedSetUpPage(page, service, connections);
    if (moved !== null)
      return { ok: true, value: { kind: 'confirm_page', ...shownOrigins(moved) } };
    const opened = await openPage(page);
    return opened.ok ? { ok: true, value: { kind: 'opened' } } : opened;
  }

  async function openAccountPage(
    serviceId: string,
    choice: 'as_connected' | 'moved' | undefined,
  ): Promise<Result<ReplyOf<'openAccountPage'>>> {
    const found = accountPages.find(serviceId);
    if (found === null) return refused('not_found');
    if (found.kind === 'moved' && choice === undefined) {
      return { ok: true, value: { kind: 'confirm_page', ...shownOrigins(found) } };
    }
    const address = addressOf(found, choice);
    try {
      if (choice === 'moved') await accountPages.confirm(serviceId, address);
    } catch (error) {
      return refused(storageFailure(error));
    }
    const opened = await openPage(address);
    if (opened.ok) accountPages.noteOpened(serviceId);
    return opened.ok ? { ok: true, value: { kind: 'opened' } } : opened;
  }

  async function redirectUris(
    of: ParsedRequestOf<'getRedirectUris'>,
  ): Promise<Result<ReplyOf<'getRedirectUris'>>> {
    if (of.kind !== 'attempt') return customServices.redirectUris(of);
    const service = signIn.serviceOf(of.attemptId);
    // It may go on by another method than the one it began with.
    const began = service && { ...service, signInMethod: 'automatic' as const };
    return began ? { ok: true, value: allowedRedirectUris(began) } : refused('not_found');
  }
}

function addressOf(page: AccountPage, choice: 'as_connected' | 'moved' | undefined): string {
  if (page.kind === 'page') return page.address;
  return choice === 'moved' ? page.to : page.from;
}
