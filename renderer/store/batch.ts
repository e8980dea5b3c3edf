/** One action on several connections, with what came of it for each. */
import type { ConnectionView, Evidence } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';

export type BatchKind = 'refresh' | 'disconnect';

export type BatchOutcome =
  /** Not answered yet. */
  | { readonly kind: 'running' }
  | { readonly kind: 'refreshed' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Its end is stored as requested; the connection's own state says how far it is. */
  | { readonly kind: 'requested' }
  | { readonly kind: 'ended'; readonly evidence: Evidence };

export interface BatchRow {
  /** As it was when the action began; the connection may be gone since. */
  readonly connection: ConnectionView;
  readonly outcome: BatchOutcome;
}

export interface Batch {
  readonly kind: BatchKind;
  /** The rows by connection, in the order of the list. */
  readonly rows: ReadonlyMap<string, BatchRow>;
}

export function newBatch(kind: BatchKind, connections: readonly ConnectionView[]): Batch {
  const outcome = { kind: 'running' } as const;
  return {
    kind,
    rows: new Map(connections.map((connection) => [connection.id, { connection, outcome }])),
  };
}

export function withOutcome(batch: Batch, connectionId: string, outcome: BatchOutcome): Batch {
  const row = batch.rows.get(connectionId);
  if (!row) return batch;
  return { ...batch, rows: new Map(batch.rows).set(connectionId, { ...row, outcome }) };
}

/** How a row stands: `waits` is for a service that could not be reached, and goes on by itself. */
export type RowResult = 'running' | 'done' | 'waits' | 'failed';

/** @param current the connection as it is now; undefined: it is no longer listed */
export function resultOf({ outcome }: BatchRow, current: ConnectionView | undefined): RowResult {
  switch (outcome.kind) {
    case 'running':
      return 'running';
    case 'refreshed':
    case 'ended':
      return 'done';
    case 'failed':
      return 'failed';
    case 'requested':
      return requestedResult(current);
  }
}

function requestedResult(current: ConnectionView | undefined): RowResult {
  // Its evidence is on the way.
  if (!current) return 'running';
  const { state } = current;
  // The user has signed in again meanwhile.
  if (state.kind !== 'disconnecting') return 'failed';
  switch (state.progress.kind) {
    case 'pending':
      return 'running';
    case 'waiting':
      return 'waits';
    case 'stopped':
    case 'given_up':
      return 'failed';
  }
}

export type BatchCounts = Readonly<Record<RowResult, number>>;

export function batchCounts(
  batch: Batch,
  currentOf: (id: string) => ConnectionView | undefined,
): BatchCounts {
  const counts = { running: 0, done: 0, waits: 0, failed: 0 };
  for (const [id, row] of batch.rows) counts[resultOf(row, currentOf(id))] += 1;
  return counts;
}
