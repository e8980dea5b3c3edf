/** The record store of the open vault, which lets every secret that is read or written be recognized. */
import type { KnownSecrets } from '../oauth/known-secrets.js';
import { StorageError } from '../ports/storage-error.js';
import type { RecordStore, Vault, VaultWrite } from '../ports/vault.js';
import type { Connection } from './connection.js';
import {
  hostsIn,
  hostsOf,
  secretsOfAttempt,
  secretsOfConnection,
  secretsOfOutbox,
  secretsOfService,
} from './stored-secrets.js';

export interface RememberingRecordStore extends RecordStore {
  /** Called before they are stored: the same writes have what the server wrote. */
  remember(writes: readonly VaultWrite[]): void;
}

/**
 * @param hostsOfConnection those of a connection that is stored
 * @returns a function that throws StorageError 'closed' while the vault is not open
 */
export function rememberingSecrets(
  vault: Pick<Vault, 'recordStore'>,
  known: KnownSecrets,
  hostsOfConnection: (connectionId: string) => readonly string[],
): () => RememberingRecordStore {
  let of: {
    readonly recordStore: RecordStore;
    readonly remembering: RememberingRecordStore;
  } | null = null;
  return () => {
    const { recordStore } = vault;
    if (!recordStore) throw new StorageError('closed', 'the vault is not open');
    if (of?.recordStore !== recordStore) {
      of = { recordStore, remembering: remembering(recordStore, known, hostsOfConnection) };
    }
    return of.remembering;
  };
}

function remembering(
  recordStore: RecordStore,
  known: KnownSecrets,
  hostsOfConnection: (connectionId: string) => readonly string[],
): RememberingRecordStore {
  const note = (hosts: readonly string[], secrets: readonly (string | null)[]) => {
    for (const host of hosts) known.add(host, secrets);
  };
  const noteWrite = (write: VaultWrite, connections: ReadonlyMap<string, Connection>) => {
    const hostsOfWritten = (id: string) => {
      const connection = connections.get(id);
      return connection ? hostsOf(connection.server) : hostsOfConnection(id);
    };
    switch (write.kind) {
      case 'put_secrets':
        note(hostsOfWritten(write.connectionId), secretsOfConnection(write.secrets));
        break;
      case 'put_outbox_entry':
        note(hostsOfWritten(write.entry.connectionId), secretsOfOutbox(write.entry));
        break;
      case 'put_attempt':
        note(hostsOf(write.attempt.parameters.server), secretsOfAttempt(write.attempt));
        break;
      case 'put_service':
        noteService(write.service);
        break;
      case 'put_connection':
      case 'delete_secrets':
      case 'delete_outbox_entry':
      case 'delete_connection':
      case 'end_connection':
      case 'delete_ended':
      case 'undo_ending':
      case 'delete_attempt':
      case 'put_intent':
      case 'delete_intent':
      case 'delete_service':
      case 'add_activity':
        break;
    }
  };
  const noteService = (service: Parameters<typeof secretsOfService>[0]) => {
    // The secret of a service of the catalogue is recognized once it is sent.
    if (service.kind === 'address')
      note(hostsIn([service.serverAddress]), secretsOfService(service));
  };

  return {
    ...recordStore,
    remember(writes) {
      const put = writes.flatMap((each) =>
        each.kind === 'put_connection' ? [each.connection] : [],
      );
      const connections = new Map(put.map((connection) => [connection.id, connection]));
      for (const write of writes) noteWrite(write, connections);
    },
    async secrets(connectionId) {
      const secrets = await recordStore.secrets(connectionId);
      note(hostsOfConnection(connectionId), secretsOfConnection(secrets));
      return secrets;
    },
    async outboxEntry(connectionId) {
      const entry = await recordStore.outboxEntry(connectionId);
      if (entry) note(hostsOfConnection(connectionId), secretsOfOutbox(entry));
      return entry;
    },
    async attempts() {
      const attempts = await recordStore.attempts();
      for (const attempt of attempts) {
        note(hostsOf(attempt.parameters.server), secretsOfAttempt(attempt));
      }
      return attempts;
    },
    async services() {
      const services = await recordStore.services();
      services.forEach(noteService);
      return services;
    },
    async service(serviceId) {
      const service = await recordStore.service(serviceId);
      if (service) noteService(service);
      return service;
    },
  };
}
