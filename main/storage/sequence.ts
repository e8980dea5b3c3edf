/** The number each record is written with; it only ever rises, over all of the vault's life. */
import { type Records } from './connection-records.js';
import { recordKeys, recordRanges } from './record-keys.js';

/** The last number in use. When its own record is damaged, the highest any connection was written with. */
export async function lastSequence(records: Records): Promise<number> {
  const { database, cipher, quarantine } = records;
  const [record] = await database.getMany([recordKeys.sequence]);
  const own = record ? cipher.verify(recordKeys.sequence, record) : null;
  if (own) return own.version;
  if (record) await quarantine.setAside(recordKeys.sequence, record);

  let highest = 0;
  for await (const page of database.pages(recordRanges.secrets)) {
    for (const [key, sealed] of page) {
      highest = Math.max(highest, cipher.unseal(key, sealed)?.version ?? 0);
    }
  }
  for await (const page of database.pages(recordRanges.connections)) {
    for (const [key, signed] of page) {
      highest = Math.max(highest, cipher.verify(key, signed)?.version ?? 0);
    }
  }
  return highest;
}
