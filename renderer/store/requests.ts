/**
 * The actions that send a request to main: one per request of the contract, of the same name. Most
 * only forward it; those below also change what the window shows. What comes of a request arrives by
 * event (events.ts).
 */
import type { ConnectionView } from '../../ipc/connection-view.js';
import { requestNames } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import type { RequestMethods } from '../../ipc/window-api.js';
import { send } from '../api.js';
import { hasPermissionChoice } from './permission-choice.js';
import { editSetUp, forgetSentSecret, openPermissions } from './ui-actions.js';
import { useWindowStore } from './window-store.js';
import { withoutKey, withoutMember } from './without.js';

const { getState, setState } = useWindowStore;

const forwarded = Object.fromEntries(
  requestNames.map((name) => [name, (request: never) => send(name, request)]),
) as RequestMethods;

/** Signs in, once the user has chosen the permissions where they can. */
async function connectTo(serviceId: string): Promise<Result<null>> {
  const service = getState().catalogue.services.find(({ id }) => id === serviceId);
  if (!service || !hasPermissionChoice(service)) return send('addConnection', { serviceId });
  openPermissions(serviceId);
  return { ok: true, value: null };
}

export const requests: RequestMethods = {
  ...forwarded,

  /** Adds the server and signs in there, unless the user has a question to answer first. */
  async addService(service) {
    const added = await send('addService', service);
    if (!added.ok || added.value.kind !== 'added') return added;
    forgetSentSecret();
    const begun = await send('addConnection', { serviceId: added.value.serviceId });
    return begun.ok ? added : begun;
  },

  /** Sets the service up and signs in there, once the user has chosen its permissions where they can. */
  async setUpService({ serviceId: definition, clientId, clientSecret, variables, usesDeviceCode }) {
    const before = getState().catalogue.services;
    const client = { serviceId: definition, clientId, clientSecret, variables, usesDeviceCode };
    const done = await send('setUpService', client);
    if (!done.ok) return done;
    const { serviceId } = done.value;
    editSetUp({ made: { serviceId, isNew: before.every(({ id }) => id !== serviceId) } });
    forgetSentSecret();
    const begun = await connectTo(serviceId);
    return begun.ok ? done : begun;
  },

  /** Stores the clients of the file and signs in where the first of them is. */
  async importClients(file) {
    const done = await send('importClients', file);
    if (!done.ok) return done;
    const [serviceId] = done.value.serviceIds;
    const begun = serviceId === undefined ? done : await connectTo(serviceId);
    return begun.ok ? done : begun;
  },

  /** Hides the attempt at once, whatever main still has to do to end it. */
  closeAttempt({ attemptId }) {
    setState(({ closedAttempts }) => ({ closedAttempts: new Set(closedAttempts).add(attemptId) }));
    return send('closeAttempt', { attemptId });
  },

  async refreshConnection({ connectionId }) {
    // Before it is sent, because the event with the outcome may come before the reply.
    setState(({ pendingRefreshes, refreshFailures }) => ({
      pendingRefreshes: new Set(pendingRefreshes).add(connectionId),
      refreshFailures: withoutKey(refreshFailures, connectionId),
      message: null,
    }));
    const accepted = await send('refreshConnection', { connectionId });
    if (!accepted.ok) {
      setState(({ pendingRefreshes }) => ({
        pendingRefreshes: withoutMember(pendingRefreshes, connectionId),
      }));
    }
    return accepted;
  },

  async renameConnection({ connectionId, label }) {
    const before = getState().connections?.byId.get(connectionId)?.view;
    const accepted = await send('renameConnection', { connectionId, label });
    if (accepted.ok && label !== '') {
      const undo = before && ({ kind: 'rename', connectionId, label: ownLabelOf(before) } as const);
      setState({ message: { kind: 'renamed', label, undo } });
    }
    return accepted;
  },

  async removeConnection({ connectionId }) {
    const label = getState().connections?.byId.get(connectionId)?.view.label ?? '';
    const accepted = await send('removeConnection', { connectionId });
    if (accepted.ok) {
      const undo = { kind: 'removal', connectionId, label } as const;
      setState({
        message: { kind: 'removed', label, undo: accepted.value.canUndo ? undo : undefined },
      });
    }
    return accepted;
  },

  async disconnectConnection({ connectionId }) {
    const service = getState().connections?.byId.get(connectionId)?.view.serviceName ?? '';
    const ended = getState().endedConnections.length;
    const accepted = await send('disconnectConnection', { connectionId });
    // The evidence may be here already, and says more.
    if (accepted.ok && getState().endedConnections.length === ended) {
      setState({ message: { kind: 'disconnecting', service } });
    }
    return accepted;
  },
};

/** The label to give back; empty: the account's own name was shown. */
function ownLabelOf({ label, account }: ConnectionView): string {
  return label === (account.name ?? account.email) ? '' : label;
}
