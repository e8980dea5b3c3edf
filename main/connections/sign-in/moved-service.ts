/** A service that has moved since its connections were made, as an attempt has to deal with it. */
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { type Moved, type MoveTarget, unconfirmedMove } from '../registration/moved-server.js';
import { type PrivateHosts, unconfirmedHosts } from '../registration/private-hosts.js';
import { asConnected } from '../service-of-connection.js';
import type { Service } from '../service.js';
import { isUsable } from '../usable-connection.js';
import type { AttemptPlan, Phase } from './attempt.js';

/** Where the service leads by now, as long as the user has not agreed to it; null: nowhere else. */
export function moveOfPlan(
  plan: AttemptPlan,
  target: MoveTarget,
  store: Pick<ConnectionStore, 'all'>,
): Moved | null {
  return unconfirmedMove(target, knownConnections(plan, store), plan.confirmedOrigins ?? []);
}

/**
 * The question to answer before the address of the service is asked for metadata; null: none.
 * @param confirmedHosts inside the user's network, to which they have agreed
 */
export function questionBeforeDiscovery(
  plan: AttemptPlan,
  confirmedHosts: readonly string[],
  store: Pick<ConnectionStore, 'all'>,
): PrivateHosts | Moved | null {
  const { server, source, apiAddress } = plan.service;
  if (server.kind !== 'discovered') return null;
  const { address } = server;
  const inside = apiAddress === null ? null : unconfirmedHosts(address, apiAddress, confirmedHosts);
  if (inside !== null) return inside;
  // The user typed that address, which older versions did not store with the connection.
  const known = knownConnections(plan, store).filter(
    ({ metadataAddress }) => source !== 'user' || metadataAddress !== undefined,
  );
  return unconfirmedMove({ kind: 'address', address }, known, plan.confirmedOrigins ?? []);
}

/** The phase in which the user answers it. */
export function questionOf(question: PrivateHosts | Moved): Phase {
  switch (question.kind) {
    case 'private_hosts':
      return { kind: 'confirm_private_network', hosts: question.hosts };
    case 'moved':
      return { kind: 'confirm_move', moves: question.moves };
  }
}

/**
 * The service at the server that the connection was made with, and with its client. Null: there is no
 * such connection any more, or only a newer version can use it. Rejects with StorageError.
 */
export async function keptService(
  plan: AttemptPlan,
  store: ConnectionStore,
): Promise<Service | null> {
  const connection = knownConnections(plan, store).findLast(isUsable);
  if (connection === undefined) return null;
  const { authentication } = await store.recordStore().secrets(connection.id);
  const { id, name, server, client, adjustments, resource, accountPage } = asConnected(
    connection,
    authentication,
  );
  return {
    ...plan.service,
    ...{ id, name, server, client, adjustments, resource, accountPage },
    apiAddress: null,
    adminConsentUrl: null,
    registeredByApp: false,
    usesClientMetadata: false,
  };
}

/** Those that say with which server the service was connected. */
function knownConnections(
  { connection, service }: AttemptPlan,
  store: Pick<ConnectionStore, 'all'>,
): readonly Connection[] {
  const all =
    connection === null
      ? store
          .all()
          .map((entry) => entry.connection)
          .filter(({ serviceId }) => serviceId === service.id)
      : [connection];
  return all.filter(({ server }) => URL.canParse(server.issuer));
}
