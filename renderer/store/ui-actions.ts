/** What the person turned to; main is told only which connection to watch. */
import type { ServiceView } from '../../ipc/service-view.js';
import { api, reply } from '../api.js';
import type { Filter } from './filter.js';
import {
  emptyDraft,
  useWindowStore,
  type OwnServiceDraft,
  type SetUpDraft,
  type SetUpNeeds,
} from './window-store.js';

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
  setState({ connectStep: 'closed', draft: emptyDraft, setUp: null });
}

export function draftTyped(change: Partial<OwnServiceDraft>): void {
  setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** A service that needs a client ID; one that has been set up is given another. */
export function setUpChosen(service: ServiceView, clientId = ''): void {
  // Of one that is set up already all but the client stays as it is.
  const needs: SetUpNeeds =
    service.setUp.kind === 'needs_client'
      ? service.setUp
      : { secret: null, hasDocs: false, variables: [] };
  setState(({ setUp }) => ({
    connectStep: 'set_up',
    setUp:
      setUp?.serviceId === service.id
        ? setUp
        : {
            serviceId: service.id,
            clientId,
            clientSecret: '',
            variables: Object.fromEntries(
              needs.variables.map(({ name, defaultValue }) => [name, defaultValue ?? '']),
            ),
            needs,
            made: null,
          },
  }));
}

/** Back to what was typed, because it did not work. */
export function setUpReopened(): void {
  setState({ connectStep: 'set_up' });
}

export function setUpTyped(change: Partial<SetUpDraft>): void {
  setState(({ setUp }) => (setUp === null ? {} : { setUp: { ...setUp, ...change } }));
}

export function dismissEndedConnection(): void {
  setState(({ endedConnections }) => ({ endedConnections: endedConnections.slice(1) }));
}

export function messageDismissed(): void {
  setState({ message: null });
}

export function dismissIntegrity(): void {
  setState({ doubtRead: true });
}

export function settingsOpened(): void {
  setState({ settingsOpen: true });
}

export function settingsClosed(): void {
  setState({ settingsOpen: false });
}
