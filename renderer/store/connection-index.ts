import type { ConnectionsChange, ConnectionView } from '../../ipc/connection-view.js';
import { searchKey } from './search-key.js';

export interface ListedConnection {
  readonly view: ConnectionView;
  /** What a search is compared with, made once per change and not per keystroke. */
  readonly key: string;
}

export interface ConnectionIndex {
  readonly byId: ReadonlyMap<string, ListedConnection>;
  /** Ids as listed: by label, then service. */
  readonly order: readonly string[];
}

const alphabet = new Intl.Collator('en', { numeric: true });

function listed(view: ConnectionView): ListedConnection {
  const { label, account, serviceName } = view;
  return {
    view,
    key: searchKey([label, account.name ?? '', account.email ?? '', serviceName].join('\n')),
  };
}

function inOrder(a: ConnectionView, b: ConnectionView): number {
  return (
    alphabet.compare(a.label, b.label) ||
    alphabet.compare(a.serviceName, b.serviceName) ||
    (a.id < b.id ? -1 : 1)
  );
}

function sorted(byId: ReadonlyMap<string, ListedConnection>): readonly string[] {
  return [...byId.values()]
    .map(({ view }) => view)
    .sort(inOrder)
    .map(({ id }) => id);
}

function keepsItsPlace(before: ConnectionView | undefined, after: ConnectionView): boolean {
  return before?.label === after.label && before.serviceName === after.serviceName;
}

/** Applies what main said has changed; the order is made anew only when someone moves in it. */
export function withChange(
  index: ConnectionIndex | null,
  change: ConnectionsChange,
): ConnectionIndex {
  if (change.kind === 'all') {
    const byId = new Map(change.connections.map((view) => [view.id, listed(view)]));
    return { byId, order: sorted(byId) };
  }
  const byId = new Map(index?.byId);
  let moved = false;
  for (const view of change.changed) {
    moved ||= !keepsItsPlace(byId.get(view.id)?.view, view);
    byId.set(view.id, listed(view));
  }
  const gone = new Set(change.removed.filter((id) => byId.delete(id)));
  if (moved) return { byId, order: sorted(byId) };
  const order = index?.order ?? [];
  return { byId, order: gone.size === 0 ? order : order.filter((id) => !gone.has(id)) };
}
