/**
 * A connection lies in two records that are always written together with one version: its
 * description (signed, readable while the vault is locked) and the sealed one with the secrets and
 * the description once more. So a damaged or replayed record shows, and a damaged description
 * alone costs nothing.
 */
import type { Connection, ConnectionSecrets } from '../../connections/connection.js';
import type { ListedConnection } from '../../ports/vault.js';
import type { Database, StoredRecord } from '../disk/database.js';
import type { Quarantine } from '../disk/quarantine.js';
import { readAhead } from '../disk/read-ahead.js';
import { type RecordCipher, readUnverified, versionOf } from './record-cipher.js';
import { idOf, recordKeys, recordRanges } from './record-keys.js';
import {
  connectionSchema,
  parseAs,
  sealedConnectionSchema,
  sealedSecretsSchema,
} from './record-schemas.js';

export interface Records {
  readonly database: Database;
  readonly cipher: RecordCipher;
  readonly quarantine: Quarantine;
}

export interface FoundConnection {
  /** Null: nothing legible is left of it. */
  readonly connection: Connection | null;
  /** Null: missing, damaged, or older than the description. Opened when asked for, the list needs none. */
  readonly secrets: (() => ConnectionSecrets | null) | null;
}

/** @param atLeast the version its secrets are known to have: older ones are not believed */
export async function findConnection(
  records: Records,
  connectionId: string,
  atLeast = 0,
): Promise<FoundConnection> {
  const [description, sealed] = await records.database.getMany([
    recordKeys.connection(connectionId),
    recordKeys.secrets(connectionId),
  ]);
  return judge(records, connectionId, description, sealed, atLeast);
}

/** Where nothing is wrong with them; null: findConnection finds out what is, and sets it aside. */
export async function findSecrets(
  { database, cipher }: Records,
  connectionId: string,
  atLeast: number,
): Promise<ConnectionSecrets | null> {
  const [descriptionKey, sealedKey] = [
    recordKeys.connection(connectionId),
    recordKeys.secrets(connectionId),
  ];
  const [description, sealed] = await database.getMany([descriptionKey, sealedKey]);
  const opened = sealed ? cipher.unseal(sealedKey, sealed) : null;
  const signed = description ? cipher.verify(descriptionKey, description) : null;
  const isCurrent = opened !== null && opened.version >= Math.max(signed?.version ?? 0, atLeast);
  return isCurrent ? (parseAs(sealedSecretsSchema, opened.text)?.secrets ?? null) : null;
}

/**
 * The list takes a sealed record for whole that is of the same write as its genuine description: to
 * open ten thousand of them would keep the person waiting (`findUnopenable` does it after that).
 *
 * @param note is shown each record as it is read
 */
export async function listConnections(
  records: Records,
  note: (key: string, record: Uint8Array) => void = () => undefined,
): Promise<readonly ListedConnection[]> {
  const listed: ListedConnection[] = [];
  for await (const page of bothOfEach(records.database)) {
    for (const { id, description, sealed } of page) {
      if (description) note(recordKeys.connection(id), description);
      if (sealed) note(recordKeys.secrets(id), sealed);
      const trusted = ofOneWrite(records.cipher, id, description, sealed);
      if (trusted) {
        listed.push({ kind: 'whole', connection: trusted });
        continue;
      }
      const { connection, secrets } = await judge(records, id, description, sealed);
      if (connection) listed.push({ kind: secrets ? 'whole' : 'secrets_unreadable', connection });
    }
  }
  return listed;
}

/** Null: something is wrong with the description, or the sealed record says itself that it is another's. */
function ofOneWrite(
  cipher: RecordCipher,
  id: string,
  description: Uint8Array | undefined,
  sealed: Uint8Array | undefined,
): Connection | null {
  const signed = description ? cipher.verify(recordKeys.connection(id), description) : null;
  if (!signed || !sealed || versionOf(sealed) !== signed.version) return null;
  return parseAs(connectionSchema, signed.text);
}

/** The ids whose sealed record does not open; a page of them at a time, so that others have their turn. */
export async function findUnopenable({ database, cipher }: Records): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of database.pages(recordRanges.secrets)) {
    for (const [key, record] of page) {
      if (!cipher.unseal(key, record)) found.push(idOf(key));
    }
  }
  return found;
}

interface Both {
  readonly id: string;
  description?: Uint8Array;
  sealed?: Uint8Array;
}

/**
 * The two records of each connection from their two ranges, side by side: read in order they come many
 * times faster than asked for one by one. Those of which there is only one come last.
 */
async function* bothOfEach(database: Database): AsyncGenerator<readonly Both[]> {
  const halves = new Map<string, Both>();
  function completedBy(name: 'description' | 'sealed', page: readonly StoredRecord[]) {
    const completed: Both[] = [];
    for (const [key, record] of page) {
      const id = idOf(key);
      const both = halves.get(id) ?? { id };
      both[name] = record;
      if (halves.delete(id)) completed.push(both);
      else halves.set(id, both);
    }
    return completed;
  }

  const descriptions = readAhead(database.pages(recordRanges.connections));
  const sealed = readAhead(database.pages(recordRanges.secrets));
  try {
    for (;;) {
      const [page, sealedPage] = await Promise.all([descriptions.next(), sealed.next()]);
      if (page.done !== true) yield completedBy('description', page.value);
      if (sealedPage.done !== true) yield completedBy('sealed', sealedPage.value);
      if (page.done === true && sealedPage.done === true) break;
    }
  } finally {
    await Promise.all([descriptions.return(), sealed.return()]);
  }
  yield [...halves.values()];
}

/** The list of a vault that is not open: as it stands there, neither verified nor set aside. */
export async function listWhileLocked(database: Database): Promise<readonly ListedConnection[]> {
  const sealed = new Set((await database.keys(recordRanges.secrets)).map(idOf));
  const listed: ListedConnection[] = [];
  for await (const page of database.pages(recordRanges.connections)) {
    for (const [key, record] of page) {
      const connection = parseAs(connectionSchema, readUnverified(record)?.text ?? '');
      if (!connection) continue;
      listed.push({ kind: sealed.has(idOf(key)) ? 'whole' : 'secrets_unreadable', connection });
    }
  }
  return listed;
}

async function judge(
  { cipher, quarantine }: Records,
  id: string,
  descriptionRecord: Uint8Array | undefined,
  sealedRecord: Uint8Array | undefined,
  atLeast = 0,
): Promise<FoundConnection> {
  const descriptionKey = recordKeys.connection(id);
  const sealedKey = recordKeys.secrets(id);
  const signed = descriptionRecord ? cipher.verify(descriptionKey, descriptionRecord) : null;
  const description = signed && parseAs(connectionSchema, signed.text);
  const opened = sealedRecord ? cipher.unseal(sealedKey, sealedRecord) : null;

  const newest = Math.max(signed?.version ?? 0, atLeast);
  const sealedIsCurrent = opened !== null && opened.version >= newest;
  const descriptionIsCurrent =
    description !== null && (!sealedIsCurrent || signed?.version === opened.version);
  if (descriptionRecord && !descriptionIsCurrent) {
    await quarantine.setAside(descriptionKey, descriptionRecord);
  }
  if (sealedRecord && !sealedIsCurrent) await quarantine.setAside(sealedKey, sealedRecord);

  if (sealedIsCurrent) {
    const whole = () => parseAs(sealedConnectionSchema, opened.text);
    const connection = descriptionIsCurrent ? description : (whole()?.connection ?? null);
    return { connection, secrets: () => whole()?.secrets ?? null };
  }
  // Nothing vouches for it any more; it is listed all the same, and signing in again mends it.
  const legible = parseAs(
    connectionSchema,
    descriptionRecord ? (readUnverified(descriptionRecord)?.text ?? '') : '',
  );
  return { connection: description ?? legible, secrets: null };
}
