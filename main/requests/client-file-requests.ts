/** Requests about a client ID that somebody else registers: the message to them, and the file they send back. */
import type { ParsedRequestOf, ReplyOf, RequestHandlers } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import type { Core } from '../connections/core.js';
import { refused } from '../connections/failures.js';
import {
  clientTemplate,
  setUpRequest,
  type SetUpOf,
} from '../connections/registration/set-up-request.js';
import { hostOfServer } from '../connections/service.js';
import type { ClientInFile } from '../ports/client-files.js';
import { accepted, acceptedUnless, refusedUnlessOpen } from './reply.js';
import type { RequestPorts } from './request-ports.js';

type Dependencies = Pick<
  Core & RequestPorts,
  'vault' | 'catalogue' | 'customServices' | 'clipboard' | 'clientFiles'
>;

export function createClientFileRequests(core: Dependencies) {
  const { vault, catalogue, customServices, clipboard, clientFiles } = core;
  /** The clients that the user has seen and not yet accepted. Their secrets never enter the window. */
  let opens = 0;
  let opened: { readonly fileId: string; readonly clients: readonly ClientInFile[] } | null = null;

  return {
    getSetUpRequest: async (choice) => {
      const of = await setUpOf(choice);
      return of.ok ? { ok: true, value: { text: setUpRequest(of.value) } } : of;
    },
    copySetUpRequest: async (choice) => {
      const of = await setUpOf(choice);
      if (!of.ok) return of;
      clipboard.write(setUpRequest(of.value));
      return accepted();
    },
    saveClientFile: async (choice) => {
      const of = await setUpOf(choice);
      if (!of.ok) return of;
      const name = `${of.value.service.id}.lanyard-service.json`;
      return acceptedUnless(await clientFiles.save(name, clientTemplate(of.value)));
    },

    openClientFile: async () => {
      opened = null;
      opens += 1;
      const file = await clientFiles.open();
      if (file === null) return { ok: true, value: { kind: 'canceled' } };
      const { clients, problems } = file;
      if (problems.length > 0) return { ok: true, value: { kind: 'problems', problems } };
      const shown = await Promise.all(clients.map(viewOf));
      const refusal = shown.find((each) => !each.ok);
      if (refusal?.ok === false) return refusal;
      const fileId = String(opens);
      opened = { fileId, clients };
      const views = shown.flatMap((each) => (each.ok ? [each.value] : []));
      return { ok: true, value: { kind: 'clients', fileId, clients: views } };
    },
    importClients: async ({ fileId }) => {
      const locked = refusedUnlessOpen(vault);
      if (locked !== null) return locked;
      if (opened?.fileId !== fileId) return refused('not_found');
      const serviceIds: string[] = [];
      for (const client of opened.clients) {
        const made = await customServices.setUp({
          ...client,
          clientSecret: client.clientSecret ?? '',
        });
        if (!made.ok) return made;
        serviceIds.push(made.value.serviceId);
      }
      opened = null;
      return { ok: true, value: { serviceIds } };
    },
  } satisfies Partial<RequestHandlers>;

  async function setUpOf(choice: ParsedRequestOf<'getSetUpRequest'>): Promise<Result<SetUpOf>> {
    const service = await customServices.serviceOf(choice);
    if (!service.ok) return service;
    const { serviceId: definitionId, variables } = choice;
    const setUp = catalogue.find(definitionId)?.setUp;
    const secret = setUp?.kind === 'needs_client' ? setUp.secret : null;
    return { ok: true, value: { service: service.value, definitionId, variables, secret } };
  }

  async function viewOf(client: ClientInFile): Promise<Result<ClientView>> {
    const service = await customServices.serviceOf(client);
    if (!service.ok) return service;
    const { name, server } = service.value;
    const { clientId, clientSecret } = client;
    const host = hostOfServer(server) ?? '';
    return { ok: true, value: { name, host, clientId, hasSecret: clientSecret !== null } };
  }
}

type ClientView = Extract<ReplyOf<'openClientFile'>, { kind: 'clients' }>['clients'][number];
