import type { ConnectionsChange, ConnectionView } from '../../ipc/connection-view.js';
import { compareText } from '../../messages/collator.js';
import { searchKey } from './search-key.js';

export interface ListedConnection {
  readonly view: ConnectionView;
  /** The text that a search looks through, made once per change rather than per keystroke. */
  readonly key: string;
}

export interface ConnectionIndex {
  readonly byId: ReadonlyMap<string, ListedConnection>;
  /** Ids in the order of the list: by label, then service. */
  readonly order: readonly string[];
}

function listed(view: ConnectionView): ListedConnection {
  const { label, account, serviceName, note } = view;
  return {
    view,
    key: searchKey(
      [label, account.name ?? '', account.email ?? '', serviceName, note ?? ''].join('\n'),
    ),
  };
}

function inOrder(a: ConnectionView, b: ConnectionView): number {
  return (
    compareText(a.label, b.label) ||
    compareText(a.serviceName, b.serviceName) ||
    (a.id < b.id ? -1 : 1)
  );
}

function keepsPosition(before: ConnectionView | undefined, after: ConnectionView): boolean {
  return before?.label === after.label && before.serviceName === after.serviceName;
}

/** The index of `view` in `order`, by binary search. */
function insertionIndex(
  view: ConnectionView,
  order: readonly string[],
  byId: ReadonlyMap<string, ListedConnection>,
): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = byId.get(order[middle] ?? '')?.view;
    if (other !== undefined && inOrder(other, view) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function everything(connections: readonly ConnectionView[]): ConnectionIndex {
  return {
    byId: new Map(connections.map((view) => [view.id, listed(view)])),
    order: connections.toSorted(inOrder).map(({ id }) => id),
  };
}

/** Applies a change that main sent. Only connections that move are sorted in again, of ten thousand perhaps one. */
export function withChange(
  index: ConnectionIndex | null,
  change: ConnectionsChange,
): ConnectionIndex {
  if (change.kind === 'all') return everything(change.connections);
  const byId = new Map(index?.byId);
  const leaving = new Set(change.removed);
  const moving: ConnectionView[] = [];
  for (const view of change.changed) {
    const before = byId.get(view.id)?.view;
    if (!keepsPosition(before, view)) moving.push(view);
    byId.set(view.id, listed(view));
  }
  for (const id of leaving) byId.delete(id);
  for (const { id } of moving) leaving.add(id);
  const before = index?.order ?? [];
  if (leaving.size === 0) return { byId, order: before };
  const order = before.filter((id) => !leaving.has(id));
  for (const view of moving) order.splice(insertionIndex(view, order, byId), 0, view.id);
  return { byId, order };
}
