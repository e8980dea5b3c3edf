/** The actions of menus, the command palette and the keyboard: which are possible now, and what they do. */
import { type AppAction, appActions } from '../../ipc/app-actions.js';
import type { ConnectionView } from '../../ipc/connection-view.js';
import { refreshMany } from './batch-actions.js';
import { focusSearch } from './focus-search.js';
import { openHistory } from './history.js';
import { refreshFromList, signInAgainFromList } from './list-actions.js';
import { requests } from './requests.js';
import {
  closePage,
  openConnect,
  openConnectionDialog,
  openOverlay,
  openSettings,
} from './ui-actions.js';
import { useWindowStore, type WindowState } from './window-store.js';

const { getState } = useWindowStore;

function selectedIn({ connections, selectedId }: WindowState): ConnectionView | null {
  return (selectedId === null ? null : connections?.byId.get(selectedId)?.view) ?? null;
}

const isRefreshable = ({ state, lifetime }: ConnectionView) =>
  lifetime.kind === 'refreshes' && state.kind !== 'disconnecting';

/** False while it would do nothing. */
export function isPossible(action: AppAction, state: WindowState): boolean {
  const selected = selectedIn(state);
  const isOpen = state.vault.kind === 'open';
  const isEnding = selected?.state.kind === 'disconnecting';
  switch (action) {
    case 'connect':
      return isOpen || state.vault.kind === 'choose_protection';
    case 'lock':
      return isOpen;
    case 'search':
    case 'history':
      return (state.connections?.order.length ?? 0) > 0 || action === 'history';
    case 'refresh':
      return isOpen && selected !== null && isRefreshable(selected);
    case 'refresh_all':
      return isOpen && (state.connections?.order.length ?? 0) > 0;
    case 'rename':
      return isOpen && selected !== null;
    case 'sign_in_again':
    case 'disconnect':
      return isOpen && selected !== null && !isEnding;
    case 'settings':
    case 'command_palette':
    case 'shortcuts':
    case 'documentation':
    case 'report':
    case 'about':
      return true;
  }
}

export const possibleActions = (state: WindowState): AppAction[] =>
  appActions.filter((action) => isPossible(action, state));

/** Does nothing where a dialog has to be answered first. */
export function runAction(action: AppAction): void {
  const state = getState();
  if (action === 'search') {
    closePage();
    focusSearch();
    return;
  }
  const isDialogOpen = document.querySelector('[role=dialog], [role=alertdialog]') !== null;
  if (isDialogOpen || !isPossible(action, state)) return;
  const selected = selectedIn(state);
  switch (action) {
    case 'connect':
      openConnect();
      return;
    case 'settings':
      openSettings();
      return;
    case 'about':
      openSettings('about');
      return;
    case 'lock':
      void requests.lock({});
      return;
    case 'history':
      openHistory();
      return;
    case 'refresh':
      if (selected) void refreshFromList(selected.id);
      return;
    case 'refresh_all': {
      const all = [...(state.connections?.byId.values() ?? [])].map(({ view }) => view);
      void refreshMany(all.filter(isRefreshable).map(({ id }) => id));
      return;
    }
    case 'sign_in_again':
      if (selected) void signInAgainFromList(selected.id);
      return;
    case 'rename':
    case 'disconnect':
      closePage();
      if (selected) openConnectionDialog(action, selected.id);
      return;
    case 'command_palette':
    case 'shortcuts':
      openOverlay(action);
      return;
    case 'documentation':
    case 'report':
      void requests.openProjectPage({ page: action });
  }
}
