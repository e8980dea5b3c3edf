/** The connections, services and actions that the command palette finds. */
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';

import type { ConnectionView } from '../../ipc/connection-view.js';
import type { ServiceView } from '../../ipc/service-view.js';
import { useNow } from '../components/clock.js';
import { possibleActions } from './app-actions.js';
import { shownIds } from './filter.js';
import { useWindowStore } from './window-store.js';

const minute = 60_000;

export const usePossibleActions = () => useWindowStore(useShallow(possibleActions));

/** The first connections that match, in the order of the list; none before something was typed. */
export function useFoundConnections(search: string, most: number): readonly ConnectionView[] {
  const connections = useWindowStore((state) => state.connections);
  const now = useNow(minute);
  return useMemo(() => {
    if (connections === null || search.trim() === '') return [];
    return shownIds(connections, search, 'all', now)
      .slice(0, most)
      .flatMap((id) => connections.byId.get(id)?.view ?? []);
  }, [connections, search, most, now]);
}

/** The services that can be connected, ready ones first. */
export function useServicesToConnect(): readonly ServiceView[] {
  const { services } = useWindowStore((state) => state.catalogue);
  return useMemo(() => {
    const possible = services.filter(({ setUp }) => setUp.kind !== 'not_possible');
    const isReady = ({ setUp }: ServiceView) => setUp.kind === 'ready';
    return [...possible.filter(isReady), ...possible.filter((each) => !isReady(each))];
  }, [services]);
}
