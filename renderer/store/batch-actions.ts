/** Actions on several connections at once: checking them in the list, and what is then done with them. */
import { send } from '../api.js';
import { newBatch, withOutcome, type BatchKind, type BatchOutcome } from './batch.js';
import { useWindowStore } from './window-store.js';

const { getState, setState } = useWindowStore;

/** Connections of the list that the user has checked; an empty set still shows the boxes. */
export function checkConnections(checkedIds: ReadonlySet<string>): void {
  setState({ checkedIds });
}

export function toggleChecked(connectionId: string): void {
  setState(({ checkedIds }) => {
    const changed = new Set(checkedIds);
    if (!changed.delete(connectionId)) changed.add(connectionId);
    return { checkedIds: changed };
  });
}

export function stopChecking(): void {
  setState({ checkedIds: null });
}

export function dismissBatch(): void {
  setState({ batch: null, batchShown: false });
}

export function showBatch(): void {
  setState({ batchShown: true });
}

/** Leads back to the list; the results stay until they are dismissed. */
export function hideBatch(): void {
  setState({ batchShown: false });
}

/** Main refreshes them in turn; each ends in `refreshFinished`. */
export function refreshMany(connectionIds: readonly string[]): Promise<void> {
  return run('refresh', connectionIds, async (connectionId) => {
    const reply = await send('refreshConnection', { connectionId, inTurn: true });
    return reply.ok ? null : { kind: 'failed', failure: reply.failure };
  });
}

/** Main stores each request and carries them out in turn; each ends in `connectionEnded` or goes on. */
export function disconnectMany(connectionIds: readonly string[]): Promise<void> {
  return run('disconnect', connectionIds, async (connectionId) => {
    const reply = await send('disconnectConnection', { connectionId, inTurn: true });
    return reply.ok ? { kind: 'requested' } : { kind: 'failed', failure: reply.failure };
  });
}

async function run(
  kind: BatchKind,
  connectionIds: readonly string[],
  request: (connectionId: string) => Promise<BatchOutcome | null>,
): Promise<void> {
  const { connections } = getState();
  const listed = connectionIds
    .map((id) => connections?.byId.get(id)?.view)
    .filter((view) => view !== undefined);
  const batch = newBatch(kind, listed);
  setState({ batch, batchShown: true, checkedIds: null, message: null });
  // One after the other, so that ten thousand do not block the window or main.
  for (const { id } of listed) {
    const outcome = await request(id);
    if (outcome !== null) setRequestOutcome(id, outcome);
  }
}

/** The event with the result may have come before the reply, and says more. */
function setRequestOutcome(connectionId: string, outcome: BatchOutcome): void {
  setState(({ batch }) =>
    batch?.rows.get(connectionId)?.outcome.kind === 'running'
      ? { batch: withOutcome(batch, connectionId, outcome) }
      : {},
  );
}

/** Takes what main reports about a connection. False: no action on several waits for it. */
export function takeOutcome(kind: BatchKind, connectionId: string, outcome: BatchOutcome): boolean {
  const { batch } = getState();
  const row = batch?.kind === kind ? batch.rows.get(connectionId) : undefined;
  if (!batch || (row?.outcome.kind !== 'running' && row?.outcome.kind !== 'requested'))
    return false;
  setState({ batch: withOutcome(batch, connectionId, outcome) });
  return true;
}
