/** What main says has happened, taken into the window's projection. */
import type { AttemptView } from '../../ipc/attempt-view.js';
import type {
  ConnectionDetails,
  ConnectionsChange,
  EndedConnection,
} from '../../ipc/connection-view.js';
import type { Events } from '../../ipc/contract.js';
import type { Catalogue } from '../../ipc/service-view.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import type { ClockView } from '../../ipc/clock-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import { api, reply } from '../api.js';
import { hasNew, newlyConnected } from './attempts.js';
import { withChange } from './connection-index.js';
import { connectionSelected } from './ui-actions.js';
import { refreshResult, welcome } from './status-message.js';
import { emptyDraft, useWindowStore } from './window-store.js';

const { getState, setState } = useWindowStore;

export function vaultChanged(vault: VaultView): void {
  setState({ vault });
}

export function servicesChanged(catalogue: Catalogue): void {
  setState({ catalogue });
}

export function connectionsChanged(change: ConnectionsChange): void {
  const before = getState();
  const connections = withChange(before.connections, change);
  const refreshesAsked = new Map(before.refreshesAsked);
  let message = before.message;
  for (const [id, renewedBefore] of before.refreshesAsked) {
    const view = connections.byId.get(id)?.view;
    // This event is about others.
    if (view === before.connections?.byId.get(id)?.view) continue;
    const result = view ? refreshResult(renewedBefore, view) : null;
    if (result) message = result;
    if (result || !view) refreshesAsked.delete(id);
  }
  setState({ connections, message, refreshesAsked });
  const { selectedId } = before;
  // A new connection may be selected before it is listed; one that was listed and is gone is not shown on.
  if (
    selectedId !== null &&
    before.connections?.byId.has(selectedId) === true &&
    !connections.byId.has(selectedId)
  ) {
    connectionSelected(null);
  }
}

export function attemptsChanged(attempts: readonly AttemptView[]): void {
  const before = getState();
  const listed = new Set(attempts.map(({ id }) => id));
  setState({
    attempts,
    closedAttempts: new Set([...before.closedAttempts].filter((id) => listed.has(id))),
    // From here on the sign-in itself is shown.
    ...(hasNew(before.attempts, attempts) ? { connectStep: 'closed' } : {}),
  });
  for (const attempt of newlyConnected(before.attempts, attempts)) {
    setState({
      message: welcome(attempt),
      draft: emptyDraft,
      setUp: null,
      connectStep: 'closed',
    });
    if (attempt.phase.kind === 'connected') connectionSelected(attempt.phase.connectionId);
    void reply(api().dismissAttempt({ attemptId: attempt.id }));
  }
}

export function detailsChanged(details: ConnectionDetails | null): void {
  setState({ details });
}

export function connectionEnded(endedConnection: EndedConnection): void {
  setState(({ endedConnections }) => ({
    endedConnections: [...endedConnections, endedConnection],
    message: null,
  }));
}

export function settingsChanged(settings: SettingsView): void {
  setState({ settings });
}

export function clockChanged({ clock }: ClockView): void {
  setState({ clock });
}

/** A notification or the tray was clicked. What is open stays open: the person may be in the middle of it. */
export function attentionCalled({ connectionId }: Events['attention:called']): void {
  if (connectionId === null) setState({ search: '', filter: 'needs_attention' });
  connectionSelected(connectionId);
}
