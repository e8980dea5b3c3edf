/** Requests about services: those the user adds or sets up, their pages and their redirect URIs. */
import type { ParsedRequestOf, ReplyOf, RequestHandlers } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import type { Core } from '../connections/core.js';
import { refused } from '../connections/failures.js';
import { redirectUrisOf } from '../connections/registration/redirect-uris.js';
import { accepted, acceptedUnless, refusedUnlessOpen } from './reply.js';
import type { RequestPorts } from './request-ports.js';

type Dependencies = Pick<
  Core & RequestPorts,
  'vault' | 'store' | 'catalogue' | 'customServices' | 'signIn' | 'userAgent' | 'clipboard'
>;

export function createServiceRequests(core: Dependencies) {
  const { vault, store, catalogue, customServices, signIn, userAgent, clipboard } = core;

  return {
    addService: async (service) => refusedUnlessOpen(vault) ?? customServices.add(service),
    setUpService: async (client) => refusedUnlessOpen(vault) ?? customServices.setUp(client),
    removeService: async ({ serviceId }) => acceptedUnless(await customServices.remove(serviceId)),

    openAccountPage: ({ serviceId }) => openPage(accountPage(serviceId)),
    openServiceDocs: ({ serviceId }) => openPage(catalogue.find(serviceId)?.docsUrl ?? null),

    getRedirectUris: (of) => redirectUris(of),
    copyRedirectUri: async ({ of, method }) => {
      const uris = await redirectUris(of);
      if (!uris.ok) return uris;
      clipboard.write(method === 'app_link' ? uris.value.appLink : uris.value.localAddress);
      return accepted();
    },
  } satisfies Partial<RequestHandlers>;

  async function openPage(page: string | null): Promise<Result<null>> {
    return page === null ? refused('not_found') : acceptedUnless(await userAgent.open(page));
  }

  /** The catalogue's, or that of a connection whose service is no longer in it. */
  function accountPage(serviceId: string): string | null {
    const service = catalogue.find(serviceId);
    if (service) return service.accountPage;
    const entry = store.all().find(({ connection }) => connection.serviceId === serviceId);
    return entry?.connection.accountPage ?? null;
  }

  async function redirectUris(
    of: ParsedRequestOf<'getRedirectUris'>,
  ): Promise<Result<ReplyOf<'getRedirectUris'>>> {
    if (of.kind !== 'attempt') return customServices.redirectUris(of);
    const service = signIn.serviceOf(of.attemptId);
    return service ? { ok: true, value: redirectUrisOf(service) } : refused('not_found');
  }
}
