/** What the person turned to; main is told only which connection to watch. */
import { api, reply } from '../api.js';
import type { Filter } from './filter.js';
import { emptyDraft, useWindowStore, type OwnServiceDraft } from './window-store.js';

const { getState, setState } = useWindowStore;

export function connectionSelected(connectionId: string | null): void {
  if (getState().selectedId === connectionId) return;
  setState({ selectedId: connectionId, details: null });
  void reply(api().watchConnection({ connectionId }));
}

export function searchTyped(search: string): void {
  setState({ search });
}

export function filterChosen(filter: Filter): void {
  setState({ filter });
}

export function listShownWhole(): void {
  setState({ search: '', filter: 'all' });
}

export function connectOpened(): void {
  setState({ connectStep: 'services' });
}

export function anotherServiceChosen(draft: Partial<OwnServiceDraft> = {}): void {
  setState((state) => ({ connectStep: 'another_service', draft: { ...state.draft, ...draft } }));
}

export function connectClosed(): void {
  setState({ connectStep: 'closed', draft: emptyDraft });
}

export function draftTyped(change: Partial<OwnServiceDraft>): void {
  setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

export function farewellRead(): void {
  setState(({ farewells }) => ({ farewells: farewells.slice(1) }));
}

export function messageDismissed(): void {
  setState({ message: null });
}
