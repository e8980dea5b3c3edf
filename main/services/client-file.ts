/** Reads a file in which somebody else hands over the client IDs that they have registered. */
import type { DefinitionProblem } from '../../ipc/service-view.js';
import type { ClientFile } from '../ports/client-files.js';
import type { EditableCatalogue } from './catalogue.js';
import type { Definitions } from './definitions-file.js';

/** All of it or nothing: a file with a mistake gives no client. No server is contacted (H95). */
export function clientsIn(
  file: string,
  { services, clients, problems: found }: Definitions,
  catalogue: Pick<EditableCatalogue, 'register'>,
): ClientFile {
  const problems: DefinitionProblem[] = [...found];
  if (services.length > 0 || clients.length === 0) {
    problems.push({ file, line: null, field: 'services', reason: { code: 'only_clients' } });
  }
  const read = clients.map((placed) => {
    const { service, id, secret, variables = {} } = placed.client;
    const client = { serviceId: service, clientId: id, clientSecret: secret || null, variables };
    const made = catalogue.register(client);
    if (made === null) problems.push(placed.problem('service', { code: 'unknown_service' }));
    else if (made.kind === 'unfit') {
      problems.push(placed.problem(`variables.${made.variable}`, made.reason));
    }
    return client;
  });
  return { clients: problems.length === 0 ? read : [], problems };
}
