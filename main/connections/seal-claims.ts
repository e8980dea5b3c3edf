/** Moves the claims of ID tokens, which versions before 0.3 stored readably, into the sealed records. */
import type { ConnectionStore } from './connection-store.js';
import { isUsable } from './usable-connection.js';

/** Connections whose claims are sealed in one write. */
const sealedAtOnce = 50;

/** Leaves nothing of them on the disk. Rejects with StorageError. */
export async function sealClaims(store: ConnectionStore): Promise<void> {
  const records = store.recordStore();
  const found = await records.unsealedClaims();
  for (let at = 0; at < found.length; at += sealedAtOnce) {
    const ids = found.slice(at, at + sealedAtOnce);
    const sealable = await Promise.all(ids.map((id) => isSealable(store, id)));
    await store.commit(() =>
      ids.flatMap((id, index) => {
        const entry = store.get(id);
        if (!entry || sealable[index] !== true) return [];
        return [{ kind: 'put_connection', connection: entry.connection }];
      }),
    );
  }
  if (found.length > 0) await records.compact();
}

/** False: the sealed record is unreadable or a newer version's, and both stay as they are. */
async function isSealable(store: ConnectionStore, connectionId: string): Promise<boolean> {
  const connection = store.get(connectionId)?.connection;
  if (!connection || !isUsable(connection)) return false;
  // Its sealed record is deleted once the token is in the outbox.
  if (connection.standing.kind === 'disconnecting') return true;
  return store
    .recordStore()
    .secrets(connectionId)
    .then(
      () => true,
      () => false,
    );
}
