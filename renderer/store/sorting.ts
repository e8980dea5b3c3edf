import type { ConnectionView } from '../../ipc/connection-view.js';
import { compareText } from '../../messages/collator.js';
import { needsAttention } from './filter.js';

/** The first one is in use until the user chooses another. */
export const sortOrders = ['attention', 'name', 'service', 'last_refreshed', 'expiry'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** Connections under one heading, in order. */
export interface Group {
  readonly kind: 'needs_attention' | 'working';
  readonly ids: readonly string[];
}

type Compare = (a: ConnectionView, b: ConnectionView) => number;

/** Connections that never end come after those that do. */
function endsAt({ lifetime, accessTokenExpiresAt }: ConnectionView): number {
  switch (lifetime.kind) {
    case 'ends':
      return lifetime.at;
    case 'refreshes':
      return lifetime.nextRefreshAt ?? accessTokenExpiresAt ?? Infinity;
    case 'not_known':
      return accessTokenExpiresAt ?? Infinity;
  }
}

const ascending = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Null: as the index has them, by name. */
const comparisons: Readonly<Record<SortOrder, Compare | null>> = {
  attention: null,
  name: null,
  service: (a, b) => compareText(a.serviceName, b.serviceName),
  last_refreshed: (a, b) => ascending(b.lastRefreshedAt ?? 0, a.lastRefreshedAt ?? 0),
  expiry: (a, b) => ascending(endsAt(a), endsAt(b)),
};

/**
 * Sorts ids that are in the order of names, which decides between equals. Returns the same array
 * where that is the order.
 */
export function sorted(
  ids: readonly string[],
  viewOf: (id: string) => ConnectionView | undefined,
  order: SortOrder,
): readonly string[] {
  const compare = comparisons[order];
  if (compare === null) return ids;
  const views = ids.map(viewOf).filter((view) => view !== undefined);
  return views.toSorted(compare).map(({ id }) => id);
}

/** Splits ids into those that need the user and the others; no group is empty. */
export function grouped(
  ids: readonly string[],
  viewOf: (id: string) => ConnectionView | undefined,
  now: number,
): readonly Group[] {
  const needing = new Set(
    ids.filter((id) => {
      const view = viewOf(id);
      return view !== undefined && needsAttention(view, now);
    }),
  );
  const groups: readonly Group[] = [
    { kind: 'needs_attention', ids: ids.filter((id) => needing.has(id)) },
    { kind: 'working', ids: needing.size === 0 ? ids : ids.filter((id) => !needing.has(id)) },
  ];
  return groups.filter((group) => group.ids.length > 0);
}
