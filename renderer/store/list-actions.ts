/**
 * Requests from a row of the list, where there is no room for a failure: a refused one is shown on the
 * connection's page, which opens for it.
 */
import type { Result } from '../../ipc/failure.js';
import { send } from '../api.js';
import { requests } from './requests.js';
import type { Undo } from './status-message.js';
import { selectConnection } from './ui-actions.js';
import { useWindowStore } from './window-store.js';

const { getState, setState } = useWindowStore;

export async function refreshFromList(connectionId: string): Promise<void> {
  showIfRefused(connectionId, await requests.refreshConnection({ connectionId }));
}

export async function signInAgainFromList(connectionId: string): Promise<void> {
  showIfRefused(connectionId, await requests.signInAgain({ connectionId }));
}

export async function copyEmailFromList(connectionId: string): Promise<void> {
  const reply = await requests.copyAccountEmail({ connectionId });
  if (reply.ok) setState({ message: { kind: 'emailCopied' } });
  else showIfRefused(connectionId, reply);
}

/** Takes back the step that the message reports. */
export async function takeBack({ kind, connectionId, label }: Undo): Promise<void> {
  switch (kind) {
    case 'removal': {
      const reply = await send('undoRemoval', { connectionId });
      setState({ message: { kind: reply.ok ? 'restored' : 'notRestored', label } });
      if (reply.ok) selectConnection(connectionId);
      return;
    }
    case 'rename': {
      const reply = await send('renameConnection', { connectionId, label });
      setState({ message: reply.ok ? { kind: 'nameRestored' } : { kind: 'notRenamedBack' } });
    }
  }
}

function showIfRefused(connectionId: string, reply: Result<unknown>): void {
  const view = getState().connections?.byId.get(connectionId)?.view;
  if (reply.ok || !view) return;
  selectConnection(connectionId);
  setState(({ refreshFailures }) => ({
    refreshFailures: new Map(refreshFailures).set(connectionId, reply.failure),
    message: { kind: 'trouble', label: view.label },
  }));
}
