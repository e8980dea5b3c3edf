import type { ConnectionView } from '../../ipc/connection-view.js';
import type { ConnectionIndex } from './connection-index.js';
import { isFound, searchTerms } from './search-key.js';

export const filters = ['all', 'needs_attention', 'will_expire'] as const;
export type Filter = (typeof filters)[number];

const threeDays = 3 * 24 * 60 * 60 * 1000;

/** True if the user should look at it: something is wrong, or it ends within three days. */
export function needsAttention({ state, lifetime }: ConnectionView, now: number): boolean {
  switch (state.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
    case 'retrying':
    case 'storage_locked':
    case 'newer_version':
      return true;
    case 'disconnecting':
      return state.progress.kind !== 'pending';
    case 'active':
    case 'refreshing':
    case 'offline':
    case 'expires':
      return lifetime.kind === 'ends' && lifetime.at - now < threeDays;
  }
}

/** How many connections each filter lists. */
export type FilterCounts = Readonly<Record<Filter, number>>;

export function filterCounts(index: ConnectionIndex, now: number): FilterCounts {
  const counts = { all: index.order.length, needs_attention: 0, will_expire: 0 };
  for (const { view } of index.byId.values()) {
    if (matches(view, 'needs_attention', now)) counts.needs_attention += 1;
    if (matches(view, 'will_expire', now)) counts.will_expire += 1;
  }
  return counts;
}

function matches(view: ConnectionView, filter: Filter, now: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'needs_attention':
      return needsAttention(view, now);
    case 'will_expire':
      return view.lifetime.kind !== 'refreshes';
  }
}

/**
 * The ids to list, in order. While all match, it is the index's own array, so that React renders
 * nothing again. `now` in milliseconds since 1970.
 */
export function shownIds(
  index: ConnectionIndex,
  search: string,
  filter: Filter,
  now: number,
): readonly string[] {
  const terms = searchTerms(search);
  if (terms.length === 0 && filter === 'all') return index.order;
  const shown = index.order.filter((id) => {
    const entry = index.byId.get(id);
    return entry !== undefined && isFound(entry.key, terms) && matches(entry.view, filter, now);
  });
  return shown.length === index.order.length ? index.order : shown;
}
