import type { ConnectionView } from '../../ipc/connection-view.js';
import type { ConnectionIndex } from './connection-index.js';
import { hasEnded } from './has-ended.js';
import { searchWords } from './search-key.js';

export const filters = ['all', 'needs_attention', 'working', 'does_not_renew'] as const;
export type Filter = (typeof filters)[number];

const threeDays = 3 * 24 * 60 * 60 * 1000;

/** Whether a person should look at it: something is in the way, or it ends within three days. */
export function needsAttention({ state, lifetime }: ConnectionView, now: number): boolean {
  switch (state.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
    case 'retrying':
    case 'storage_locked':
    case 'newer_version':
      return true;
    case 'disconnecting':
      return state.progress.kind !== 'asking';
    case 'active':
    case 'refreshing':
    case 'offline':
    case 'expires':
      return lifetime.kind === 'ends' && lifetime.at - now < threeDays;
  }
}

function passes(view: ConnectionView, filter: Filter, now: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'needs_attention':
      return needsAttention(view, now);
    case 'working':
      return ['active', 'refreshing', 'expires'].includes(view.state.kind) && !hasEnded(view, now);
    case 'does_not_renew':
      return view.lifetime.kind !== 'renews';
  }
}

/** Ids to list, in order: the index's own while it is all of them, so that nothing is drawn anew. `now` in milliseconds since 1970. */
export function shownIds(
  index: ConnectionIndex,
  search: string,
  filter: Filter,
  now: number,
): readonly string[] {
  const words = searchWords(search);
  if (words.length === 0 && filter === 'all') return index.order;
  const shown = index.order.filter((id) => {
    const entry = index.byId.get(id);
    return (
      entry !== undefined &&
      words.every((word) => entry.key.includes(word)) &&
      passes(entry.view, filter, now)
    );
  });
  return shown.length === index.order.length ? index.order : shown;
}
