/** Actions of the window alone; main only gets to know which connection to watch. */
import type { ServiceView } from '../../ipc/service-view.js';
import { send } from '../api.js';
import type { Filter } from './filter.js';
import type { SortOrder } from './sorting.js';
import {
  emptyDraft,
  useWindowStore,
  type ConnectionDialog,
  type CustomServiceDraft,
  type InspectedServer,
  type Overlay,
  type SetUpDraft,
  type SetUpNeeds,
  type WindowState,
} from './window-store.js';
import { withoutKey } from './without.js';

const { getState, setState } = useWindowStore;

export function selectConnection(connectionId: string | null): void {
  const { selectedId, batchShown } = getState();
  if (batchShown && connectionId !== null) setState({ batchShown: false });
  if (selectedId === connectionId) return;
  // Its page has shown why a refresh failed.
  if (selectedId !== null) dismissRefreshFailure(selectedId);
  setState({ selectedId: connectionId, details: null });
  void send('watchConnection', { connectionId });
}

export function dismissRefreshFailure(connectionId: string): void {
  setState(({ refreshFailures }) => ({
    refreshFailures: withoutKey(refreshFailures, connectionId),
  }));
}

export function setSearch(search: string): void {
  setState({ search });
}

export function setFilter(filter: Filter): void {
  setState({ filter });
}

export function setSortOrder(sortOrder: SortOrder): void {
  setState({ sortOrder });
}

export function showAllConnections(): void {
  setState({ search: '', filter: 'all' });
}

export function openConnect(): void {
  setState((state) => ({ connectStep: 'services', server: null, ...withoutSecrets(state) }));
}

/** Once a client secret was sent: it stays in the window's memory no longer than it is needed (N10). */
export function forgetSentSecret(): void {
  setState((state) => {
    const { draft, setUp, secretSent } = state;
    const hadOne = draft.clientSecret !== '' || (setUp?.clientSecret ?? '') !== '';
    return { ...withoutSecrets(state), secretSent: secretSent || hadOne };
  });
}

function withoutSecrets({ draft, setUp }: WindowState): Pick<WindowState, 'draft' | 'setUp'> {
  return {
    draft: { ...draft, clientSecret: '' },
    setUp: setUp && { ...setUp, clientSecret: '' },
  };
}

export function openAnotherService(draft: Partial<CustomServiceDraft> = {}): void {
  setState((state) => ({
    connectStep: 'another_service',
    draft: { ...state.draft, ...draft },
    inspectsNow: draft.serverAddress !== undefined,
  }));
}

/** Opens the form for a service where the app registers itself; nothing typed for another one stays. */
export function openServiceByAddress(serverAddress: string): void {
  setState({
    connectStep: 'another_service',
    draft: { ...emptyDraft, serverAddress },
    server: null,
    inspectsNow: serverAddress !== '',
    secretSent: false,
  });
}

/** Lets the user choose what to ask a service for. */
export function openPermissions(serviceId: string): void {
  setState({ connectStep: 'permissions', choosingFor: serviceId });
}

export function closeConnect(): void {
  setState({
    connectStep: 'closed',
    draft: emptyDraft,
    server: null,
    setUp: null,
    secretSent: false,
  });
}

/** The second step of another service: its server is known. Null: back to its address, without the secret. */
export function setServer(server: InspectedServer | null): void {
  setState((state) => ({ server, ...(server === null && withoutSecrets(state)) }));
}

export function stopInspectingNow(): void {
  setState({ inspectsNow: false });
}

/** For a request only: a component that held it would keep the secret for longer (N10). */
export function currentDraft(): CustomServiceDraft {
  return getState().draft;
}

export function editDraft(change: Partial<CustomServiceDraft>): void {
  setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** Opens the set-up of a service that needs a client ID, or of one that gets another. */
export function openSetUp(service: ServiceView, clientId = ''): void {
  // A service that is already set up keeps everything but the client.
  const needs: SetUpNeeds =
    service.setUp.kind === 'needs_client'
      ? service.setUp
      : { secret: null, hasDocs: false, hasForm: false, hasDeviceCode: false, variables: [] };
  const replacesClient = service.setUp.kind !== 'needs_client';
  setState(({ setUp, secretSent }) => ({
    connectStep: 'set_up',
    secretSent: secretSent && setUp?.serviceId === service.id,
    setUp:
      setUp?.serviceId === service.id
        ? setUp
        : {
            serviceId: service.id,
            stage: replacesClient ? 'client' : 'choice',
            file: null,
            replacesClient,
            clientId,
            clientSecret: '',
            variables: Object.fromEntries(
              needs.variables.map(({ name, defaultValue }) => [name, defaultValue ?? '']),
            ),
            usesDeviceCode: false,
            needs,
            made: null,
          },
  }));
}

/** Goes back to what was typed, because it did not work. */
export function reopenSetUp(): void {
  setState(({ setUp }) => ({
    connectStep: 'set_up',
    setUp: setUp && { ...setUp, stage: 'client' },
  }));
}

export function editSetUp(change: Partial<SetUpDraft>): void {
  setState(({ setUp }) => (setUp === null ? {} : { setUp: { ...setUp, ...change } }));
}

export function openConnectionDialog(kind: ConnectionDialog['kind'], connectionId: string): void {
  setState({ connectionDialog: { kind, connectionId } });
}

export function closeConnectionDialog(): void {
  setState({ connectionDialog: null });
}

export function dismissEndedConnection(): void {
  setState(({ endedConnections }) => ({ endedConnections: endedConnections.slice(1) }));
}

export function dismissMessage(): void {
  setState({ message: null });
}

export function dismissIntegrity(): void {
  setState({ integrityDismissed: true });
}

export function openSettings(settingsSection: WindowState['settingsSection'] = null): void {
  setState({ page: 'settings', settingsSection });
}

export function openOverlay(overlay: Overlay): void {
  setState({ overlay });
}

export function closeOverlay(): void {
  setState({ overlay: null });
}

/** As a click on its tile does. */
export function connectService(service: ServiceView): void {
  switch (service.setUp.kind) {
    case 'ready':
      openPermissions(service.id);
      return;
    case 'needs_client':
      openSetUp(service);
      return;
    case 'by_address':
      openServiceByAddress(service.setUp.address);
      return;
    case 'not_possible':
  }
}

/** Goes back to the connections. */
export function closePage(): void {
  setState({ page: 'connections' });
}
