import type { ConnectionStore } from './connection-store.js';

/** Connections whose secrets are recognized from the start; those of others once they are used. */
const mostRecognized = 100;

/** Reads secrets, so that a server which repeats those of another of its connections is noticed. */
export async function recognizeSecrets(store: ConnectionStore): Promise<void> {
  const records = store.recordStore();
  const readable = store.all().filter(({ secretsReadable }) => secretsReadable);
  for (const { connection } of readable.slice(0, mostRecognized)) {
    await records.secrets(connection.id).catch(() => undefined);
  }
}
