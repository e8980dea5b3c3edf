/** The smallest views of the store that components need. */
import { useMemo } from 'react';

import type { AttemptView } from '../../ipc/attempt-view.js';
import type { ConnectionDetails, ConnectionView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { ServiceView } from '../../ipc/service-view.js';
import { useNow } from '../components/clock.js';
import { attemptOnScreen } from './attempts.js';
import { type BatchCounts, batchCounts } from './batch.js';
import { filterCounts, type FilterCounts, shownIds } from './filter.js';
import { grouped, type Group, sorted } from './sorting.js';
import { useWindowStore } from './window-store.js';

const minute = 60_000;

/** True while the window may show nothing but how to unlock it. */
export const useIsLocked = () =>
  useWindowStore(({ lock, vault }) => lock.isLocked || vault.kind === 'passphrase_required');
export const useVault = () => useWindowStore((state) => state.vault);
export const useCatalogue = () => useWindowStore((state) => state.catalogue);
/** Null: no longer in the catalogue. */
export const useService = (id: string): ServiceView | null =>
  useWindowStore((state) => state.catalogue.services.find((service) => service.id === id) ?? null);
/** The ID of a service that ships with the app; null where a file or the user added it, or it is gone. */
export const useShippedId = (id: string): string | null =>
  useWindowStore(({ catalogue }) =>
    catalogue.services.some((service) => service.id === id && service.source === 'shipped')
      ? id
      : null,
  );
export const useSearch = () => useWindowStore((state) => state.search);
export const useFilter = () => useWindowStore((state) => state.filter);
export const useSortOrder = () => useWindowStore((state) => state.sortOrder);
export const useSelectedId = () => useWindowStore((state) => state.selectedId);
/** Null: the rows have no boxes to check. */
export const useCheckedIds = () => useWindowStore((state) => state.checkedIds);
export const useBatch = () => useWindowStore((state) => state.batch);
export const useBatchShown = () => useWindowStore((state) => state.batchShown);
export function useBatchCounts(): BatchCounts | null {
  const batch = useBatch();
  const connections = useWindowStore((state) => state.connections);
  return useMemo(
    () => batch && batchCounts(batch, (id) => connections?.byId.get(id)?.view),
    [batch, connections],
  );
}
export const useConnectionDialog = () => useWindowStore((state) => state.connectionDialog);
export const useConnectStep = () => useWindowStore((state) => state.connectStep);
export const useChoosingFor = () => useWindowStore((state) => state.choosingFor);
export const useServerAddress = () => useWindowStore((state) => state.draft.serverAddress);
export const useServer = () => useWindowStore((state) => state.server);
export const useInspectsNow = () => useWindowStore((state) => state.inspectsNow);
export const useDraft = () => useWindowStore((state) => state.draft);
export const useSecretSent = () => useWindowStore((state) => state.secretSent);
export const useSetUp = () => useWindowStore((state) => state.setUp);
export const useStatusMessage = () => useWindowStore((state) => state.message);
/** Null until main has sent it. */
export const useRegion = () => useWindowStore((state) => state.region);
export const useWrongClock = () => useWindowStore((state) => state.clock);
/** Null: everything is there, or the user has dismissed the warning. */
export const useIntegrity = () =>
  useWindowStore(({ vault, integrityDismissed }) =>
    vault.kind !== 'open' || vault.integrity.kind === 'none' || integrityDismissed
      ? null
      : vault.integrity,
  );
export const useSettings = () => useWindowStore((state) => state.settings);
export const useOverlay = () => useWindowStore((state) => state.overlay);
export const useSettingsSection = () => useWindowStore((state) => state.settingsSection);
export const usePage = () => useWindowStore((state) => state.page);
export const useEndedConnection = () =>
  useWindowStore((state) => state.endedConnections[0] ?? null);

/** Null until main has sent the connections. */
export const useConnectionCount = () =>
  useWindowStore((state) => state.connections?.order.length ?? null);

export const useConnection = (id: string | null): ConnectionView | null =>
  useWindowStore((state) => (id === null ? null : (state.connections?.byId.get(id)?.view ?? null)));

/** Those of these connections that are still listed. */
export function useConnectionsOf(ids: readonly string[]): readonly ConnectionView[] {
  const connections = useWindowStore((state) => state.connections);
  return useMemo(
    () => ids.map((id) => connections?.byId.get(id)?.view).filter((view) => view !== undefined),
    [ids, connections],
  );
}

/** Connections that can vouch for the user: `openid` was granted (OpenID Connect Core §3.1.2.1). */
export function useIdentityProviders(): readonly ConnectionView[] {
  const connections = useWindowStore((state) => state.connections);
  return useMemo(
    () =>
      [...(connections?.byId.values() ?? [])]
        .map(({ view }) => view)
        .filter(({ permissions }) =>
          permissions.some(({ scope, granted }) => scope === 'openid' && granted),
        ),
    [connections],
  );
}

export const useDetailsOf = (id: string): ConnectionDetails | null =>
  useWindowStore((state) => (state.details?.connectionId === id ? state.details : null));

/** True from the user's request for a refresh until it has finished. */
export const useIsRefreshPending = (id: string): boolean =>
  useWindowStore((state) => state.pendingRefreshes.has(id));

/** Why the last refresh that the user requested failed; null: it did not. */
export const useRefreshFailure = (id: string): Failure | null =>
  useWindowStore((state) => state.refreshFailures.get(id) ?? null);

export const useAttempt = (): AttemptView | null =>
  useWindowStore((state) => attemptOnScreen(state.attempts, state.closedAttempts));

const noCounts: FilterCounts = { all: 0, needs_attention: 0, will_expire: 0 };

export function useFilterCounts(): FilterCounts {
  const connections = useWindowStore((state) => state.connections);
  const now = useNow(minute);
  return useMemo(
    () => (connections === null ? noCounts : filterCounts(connections, now)),
    [connections, now],
  );
}

/** The connections to list: in groups by attention, otherwise in one group without a heading. */
export interface ShownConnections {
  readonly ids: readonly string[];
  /** Null: no headings. */
  readonly groups: readonly Group[] | null;
}

const nothing: ShownConnections = { ids: [], groups: null };

export function useShownConnections(): ShownConnections {
  const connections = useWindowStore((state) => state.connections);
  const search = useSearch();
  const filter = useFilter();
  const order = useSortOrder();
  const now = useNow(minute);
  return useMemo(() => {
    if (connections === null) return nothing;
    const viewOf = (id: string) => connections.byId.get(id)?.view;
    const ids = sorted(shownIds(connections, search, filter, now), viewOf, order);
    if (order !== 'attention') return { ids, groups: null };
    const groups = grouped(ids, viewOf, now);
    // A single heading over everything would say nothing.
    return groups.length === 1
      ? { ids, groups: null }
      : { ids: groups.flatMap((group) => group.ids), groups };
  }, [connections, search, filter, order, now]);
}
