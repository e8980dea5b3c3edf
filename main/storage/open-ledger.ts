/** From a data key and its records to a ledger, once the canary has shown that they belong together. */
import type { Ledger } from '../connections/ports.js';
import type { Records } from './connection-records.js';
import { deriveKeys } from './data-key.js';
import type { Database } from './database.js';
import { createLedger } from './ledger.js';
import type { Quarantine } from './quarantine.js';
import { createRecordCipher, type RandomBytes } from './record-cipher.js';
import { recordKeys } from './record-keys.js';
import { lastSequence } from './sequence.js';

export interface OpenLedger {
  readonly records: Records;
  readonly ledger: Ledger;
}

/** A ledger over an empty store. */
export function newLedger(
  database: Database,
  dataKey: Uint8Array,
  quarantine: Quarantine,
  randomBytes: RandomBytes,
): OpenLedger {
  const keys = deriveKeys(dataKey);
  const records = { database, cipher: createRecordCipher(keys, randomBytes), quarantine };
  return { records, ledger: createLedger(records, keys.fingerprint, 0) };
}

/** Null: the canary does not open, so the records are not this key's, and nothing is written (S3). */
export async function openLedger(
  database: Database,
  dataKey: Uint8Array,
  quarantine: Quarantine,
  randomBytes: RandomBytes,
): Promise<OpenLedger | null> {
  const keys = deriveKeys(dataKey);
  const records = { database, cipher: createRecordCipher(keys, randomBytes), quarantine };
  const [canary] = await database.getMany([recordKeys.canary]);
  if (!canary || !records.cipher.unseal(recordKeys.canary, canary)) return null;
  return {
    records,
    ledger: createLedger(records, keys.fingerprint, await lastSequence(records)),
  };
}
