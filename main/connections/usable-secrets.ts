import { importPrivateKey } from '../oauth/private-key.js';
import { StorageError } from '../ports/storage-error.js';
import type { RecordStore } from '../ports/vault.js';
import type { ConnectionSecrets } from './connection.js';

/**
 * The secrets of a connection, with keys that can sign. Rejects with StorageError; `newer_version`
 * for a key that cannot: a vault does not open what was altered, so a newer version has made it.
 */
export async function usableSecrets(
  recordStore: RecordStore,
  connectionId: string,
): Promise<ConnectionSecrets> {
  const secrets = await recordStore.secrets(connectionId);
  const { authentication, proofKey } = secrets;
  const keys = [
    proofKey,
    authentication.kind === 'private_key_jwt' ? authentication.privateKey : null,
  ].filter((key) => key !== null);
  try {
    await Promise.all(keys.map(importPrivateKey));
  } catch {
    throw new StorageError('newer_version', 'a newer version stored a key that cannot be used');
  }
  return secrets;
}
