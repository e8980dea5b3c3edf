/** The handlers of main's events, of the same names: each takes its payload into the window's projection. */
import type { AttemptView } from '../../ipc/attempt-view.js';
import type { ClockView } from '../../ipc/clock-view.js';
import type {
  ConnectionDetails,
  ConnectionsChange,
  EndedConnection,
  FinishedRefresh,
} from '../../ipc/connection-view.js';
import type { PayloadOf } from '../../ipc/contract.js';
import type { HistoryView } from '../../ipc/history-view.js';
import type { LockView } from '../../ipc/lock-view.js';
import type { RegionView } from '../../ipc/region-view.js';
import type { Catalogue } from '../../ipc/service-view.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import type { VaultView } from '../../ipc/vault-view.js';
import type { EventHandlers } from '../../ipc/window-api.js';
import { setCurrentLocale } from '../../messages/locale.js';
import { send, subscribe } from '../api.js';
import { runAction } from './app-actions.js';
import { hasNew, newlyConnected } from './attempts.js';
import { takeOutcome } from './batch-actions.js';
import { type ConnectionIndex, withChange } from './connection-index.js';
import { connectedMessage, refreshMessage } from './status-message.js';
import { selectConnection } from './ui-actions.js';
import { emptyDraft, initialState, useWindowStore } from './window-store.js';
import { withoutKey, withoutMember } from './without.js';

const { getState, setState } = useWindowStore;

/** A locked window keeps nothing that names an account, nor anything that was typed. */
export function lockChanged(lock: LockView): void {
  if (lock.isLocked) forgetAll();
  setState({ lock });
}

export function vaultChanged(vault: VaultView): void {
  // It was closed, or is about to be opened again.
  if (vault.kind === 'passphrase_required') forgetAll();
  setState({ vault });
}

function forgetAll(): void {
  const { lock, vault, settings, region } = getState();
  setState({ ...initialState, lock, vault, settings, region }, true);
}

export function servicesChanged(catalogue: Catalogue): void {
  setState({ catalogue });
}

export function connectionsChanged(change: ConnectionsChange): void {
  const before = getState();
  const connections = withChange(before.connections, change);
  const refreshFailures = ofListed(before.refreshFailures, connections);
  const { connectionDialog: dialog } = before;
  const checked = before.checkedIds;
  const isCheckedGone = checked !== null && [...checked].some((id) => !connections.byId.has(id));
  const isGone = dialog !== null && !connections.byId.has(dialog.connectionId);
  setState({
    connections,
    refreshFailures,
    ...(isGone ? { connectionDialog: null } : {}),
    ...(isCheckedGone
      ? { checkedIds: new Set([...checked].filter((id) => connections.byId.has(id))) }
      : {}),
  });
  const { selectedId } = before;
  // A new connection may be selected before it is listed; one that was listed and is gone is deselected.
  if (
    selectedId !== null &&
    before.connections?.byId.has(selectedId) === true &&
    !connections.byId.has(selectedId)
  ) {
    selectConnection(null);
  }
}

function ofListed<V>(
  byConnection: ReadonlyMap<string, V>,
  { byId }: ConnectionIndex,
): ReadonlyMap<string, V> {
  const listed = [...byConnection].filter(([id]) => byId.has(id));
  return listed.length === byConnection.size ? byConnection : new Map(listed);
}

export function attemptsChanged(attempts: readonly AttemptView[]): void {
  const before = getState();
  const listed = new Set(attempts.map(({ id }) => id));
  setState({
    attempts,
    closedAttempts: new Set([...before.closedAttempts].filter((id) => listed.has(id))),
    // The sign-in itself is shown from here on.
    ...(hasNew(before.attempts, attempts) ? { connectStep: 'closed' } : {}),
  });
  for (const attempt of newlyConnected(before.attempts, attempts)) {
    setState({
      message: connectedMessage(attempt),
      draft: emptyDraft,
      server: null,
      setUp: null,
      secretSent: false,
      connectStep: 'closed',
      page: 'connections',
    });
    if (attempt.phase.kind === 'connected') selectConnection(attempt.phase.connectionId);
    void send('closeAttempt', { attemptId: attempt.id });
  }
}

export function detailsChanged(details: ConnectionDetails | null): void {
  setState({ details });
}

export function refreshFinished({ connectionId, failure }: FinishedRefresh): void {
  const { connections, pendingRefreshes, refreshFailures } = getState();
  // It may have been removed meanwhile.
  const view = connections?.byId.get(connectionId)?.view;
  setState({
    pendingRefreshes: withoutMember(pendingRefreshes, connectionId),
    refreshFailures:
      failure === null || !view
        ? withoutKey(refreshFailures, connectionId)
        : new Map(refreshFailures).set(connectionId, failure),
  });
  const outcome =
    failure === null ? ({ kind: 'refreshed' } as const) : { kind: 'failed' as const, failure };
  // One of many has its result in a row.
  if (takeOutcome('refresh', connectionId, outcome)) return;
  if (view) setState({ message: refreshMessage(view, failure) });
}

export function connectionEnded(endedConnection: EndedConnection): void {
  const { connectionId, evidence } = endedConnection;
  if (takeOutcome('disconnect', connectionId, { kind: 'ended', evidence })) return;
  setState(({ endedConnections }) => ({
    endedConnections: [...endedConnections, endedConnection],
    message: null,
  }));
}

export function historyChanged(history: HistoryView): void {
  setState({ history });
}

export function settingsChanged(settings: SettingsView): void {
  setState({ settings });
}

export function clockChanged({ clock }: ClockView): void {
  setState({ clock });
}

export function regionChanged(region: RegionView): void {
  // Names are sorted by it, also those that follow at once.
  setCurrentLocale(region.locale);
  setState({ region });
}

/** The user chose it in a menu of the system. */
export function actionChosen({ action }: PayloadOf<'actionChosen'>): void {
  runAction(action);
}

/** Leaves open what is open: the user may be in the middle of it. */
export function attentionRequested({ connectionId }: PayloadOf<'attentionRequested'>): void {
  setState({
    page: 'connections',
    ...(connectionId === null ? { search: '', filter: 'needs_attention' } : {}),
  });
  selectConnection(connectionId);
}

const handlers: EventHandlers = {
  lockChanged,
  vaultChanged,
  servicesChanged,
  connectionsChanged,
  attemptsChanged,
  detailsChanged,
  refreshFinished,
  connectionEnded,
  historyChanged,
  settingsChanged,
  clockChanged,
  regionChanged,
  attentionRequested,
  actionChosen,
};

/** Keeps the store up to date from now on. */
export function subscribeToEvents(): void {
  subscribe(handlers);
}
