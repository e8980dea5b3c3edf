/**
 * A connection is stored in two records that are always written together, with the same version: its
 * description (signed, readable while the vault is locked) and the sealed record with the secrets and a
 * second copy of the description. A damaged or replayed record is noticed that way, and a damaged
 * description alone costs nothing.
 */
import type { Connection } from '../../connections/connection.js';
import type { VaultConnection } from '../../ports/vault.js';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../text/json.js';
import type { Database, StoredRecord } from '../disk/database.js';
import type { Quarantine } from '../disk/quarantine.js';
import { readAhead } from '../disk/read-ahead.js';
import { parseAs } from '../format/record-text.js';
import { connectionSchema, sealedSecretsSchema, type StoredSecrets } from './connection-schemas.js';
import { connectionIn, readConnection } from './connection-text.js';
import { type RecordCipher, readUnverified, versionOf } from './record-cipher.js';
import { idOf, recordKeys, recordRanges } from './record-keys.js';

export interface Records {
  readonly database: Database;
  readonly cipher: RecordCipher;
  readonly quarantine: Quarantine;
}

export interface FoundConnection {
  /** Null: nothing of it is readable. */
  readonly connection: Connection | null;
  /** The text of the sealed record. Null: missing, damaged, or older than the description. */
  readonly sealed: string | null;
}

/** @param minVersion the version its secrets are known to have; older ones do not count */
export async function findConnection(
  records: Records,
  connectionId: string,
  minVersion = 0,
): Promise<FoundConnection> {
  const [description, sealed] = await records.database.getMany([
    recordKeys.connection(connectionId),
    recordKeys.secrets(connectionId),
  ]);
  return readPair(records, { id: connectionId, description, sealed }, minVersion);
}

/** Null: there is a problem. `findConnection` determines which, and sets the record aside. */
export async function findSecrets(
  { database, cipher }: Records,
  connectionId: string,
  minVersion: number,
): Promise<StoredSecrets | null> {
  const [descriptionKey, sealedKey] = [
    recordKeys.connection(connectionId),
    recordKeys.secrets(connectionId),
  ];
  const [description, sealed] = await database.getMany([descriptionKey, sealedKey]);
  const opened = sealed ? cipher.unseal(sealedKey, sealed) : null;
  const signed = description ? cipher.verify(descriptionKey, description) : null;
  const isCurrent = opened !== null && opened.version >= Math.max(signed?.version ?? 0, minVersion);
  return isCurrent ? secretsIn(opened.text) : null;
}

function secretsIn(sealed: string): StoredSecrets | null {
  const secrets = parseAs(sealedSecretsSchema, sealed)?.secrets ?? null;
  if (secrets === null || secrets.idTokenClaims !== undefined) return secrets;
  const idTokenClaims = claimsBeside(parseJsonObject(sealed) ?? {});
  return idTokenClaims === null ? secrets : { ...secrets, idTokenClaims };
}

/** The claims of an older version's sealed record, in its copy of the description; null: there are none. */
export function claimsBeside({ connection }: JsonObject): JsonObject | null {
  const claims = isJsonObject(connection) ? connection['idTokenClaims'] : null;
  return isJsonObject(claims) && Object.keys(claims).length > 0 ? claims : null;
}

/** The ids of connections whose description still has the claims of an ID token, as older versions wrote it. */
export async function findUnsealedClaims({ database }: Records): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of database.pages(recordRanges.connections)) {
    for (const [key, record] of page) {
      // Parsing ten thousand of them takes long, and most have none.
      if (!bytesOf(record).includes('"idTokenClaims":{"')) continue;
      const description = parseJsonObject(readUnverified(record)?.text ?? '');
      if (claimsBeside({ connection: description })) found.push(idOf(key));
    }
  }
  return found;
}

/**
 * Assumes that a sealed record opens when its version is that of a genuine description: opening ten
 * thousand of them would delay the list. `findUnopenable` does it afterwards.
 *
 * @param onRecord called with each record as it is read
 */
export async function listConnections(
  records: Records,
  onRecord: (key: string, record: Uint8Array) => void = () => undefined,
): Promise<readonly VaultConnection[]> {
  const listed: VaultConnection[] = [];
  for await (const page of recordPairs(records.database)) {
    for (const pair of page) {
      if (pair.description) onRecord(recordKeys.connection(pair.id), pair.description);
      if (pair.sealed) onRecord(recordKeys.secrets(pair.id), pair.sealed);
      const verified = readDescription(records.cipher, pair);
      if (verified) {
        listed.push({ kind: 'complete', connection: verified });
        continue;
      }
      const { connection, sealed } = await readPair(records, pair);
      if (connection)
        listed.push({ kind: sealed !== null ? 'complete' : 'secrets_unreadable', connection });
    }
  }
  return listed;
}

function bytesOf(record: Uint8Array): Buffer {
  return Buffer.from(record.buffer, record.byteOffset, record.byteLength);
}

/** Null: the description is not genuine, or the sealed record is missing or of another write. */
function readDescription(cipher: RecordCipher, pair: RecordPair): Connection | null {
  const { id, description, sealed } = pair;
  const signed = description ? cipher.verify(recordKeys.connection(id), description) : null;
  if (!signed || !sealed || versionOf(sealed) !== signed.version) return null;
  return connectionIn(signed.text);
}

/** The ids whose sealed record does not open. Reads a page at a time, so that other reads get a turn. */
export async function findUnopenable({ database, cipher }: Records): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of database.pages(recordRanges.secrets)) {
    for (const [key, record] of page) {
      if (!cipher.unseal(key, record)) found.push(idOf(key));
    }
  }
  return found;
}

interface RecordPair {
  readonly id: string;
  description?: Uint8Array | undefined;
  sealed?: Uint8Array | undefined;
}

/**
 * The two records of each connection, from their two ranges side by side: reading in order is many
 * times faster than looking up one by one. Connections with only one of the two come last.
 */
async function* recordPairs(database: Database): AsyncGenerator<readonly RecordPair[]> {
  const halves = new Map<string, RecordPair>();
  function completedBy(name: 'description' | 'sealed', page: readonly StoredRecord[]) {
    const completed: RecordPair[] = [];
    for (const [key, record] of page) {
      const id = idOf(key);
      const pair = halves.get(id) ?? { id };
      pair[name] = record;
      if (halves.delete(id)) completed.push(pair);
      else halves.set(id, pair);
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

/** The list of a vault that is not open, as it is on disk: neither verified nor set aside. */
export async function listWhileLocked(database: Database): Promise<readonly VaultConnection[]> {
  const sealed = new Set((await database.keys(recordRanges.secrets)).map(idOf));
  const listed: VaultConnection[] = [];
  for await (const page of database.pages(recordRanges.connections)) {
    for (const [key, record] of page) {
      const connection = connectionIn(readUnverified(record)?.text ?? '');
      if (!connection) continue;
      listed.push({ kind: sealed.has(idOf(key)) ? 'complete' : 'secrets_unreadable', connection });
    }
  }
  return listed;
}

/** Takes from the two records what can be believed, and sets the rest aside. */
async function readPair(
  { cipher, quarantine }: Records,
  pair: RecordPair,
  minVersion = 0,
): Promise<FoundConnection> {
  const descriptionKey = recordKeys.connection(pair.id);
  const sealedKey = recordKeys.secrets(pair.id);
  const signed = pair.description ? cipher.verify(descriptionKey, pair.description) : null;
  const description = signed && connectionIn(signed.text);
  const opened = pair.sealed ? cipher.unseal(sealedKey, pair.sealed) : null;

  const newest = Math.max(signed?.version ?? 0, minVersion);
  const sealedIsCurrent = opened !== null && opened.version >= newest;
  const isSuperseded = sealedIsCurrent && signed?.version !== opened.version;
  if (pair.description && (!signed || isSuperseded)) {
    await quarantine.setAside(descriptionKey, pair.description);
  }
  if (pair.sealed && !sealedIsCurrent) await quarantine.setAside(sealedKey, pair.sealed);

  if (sealedIsCurrent) {
    const sealed = opened.text;
    const copy = () => readConnection(parseJsonObject(sealed)?.['connection']);
    return { connection: (isSuperseded ? null : description) ?? copy(), sealed };
  }
  // Nothing proves the description genuine any more. It is listed all the same; signing in again repairs it.
  const legible = parseAs(
    connectionSchema,
    pair.description ? (readUnverified(pair.description)?.text ?? '') : '',
  );
  return { connection: description ?? legible, sealed: null };
}
