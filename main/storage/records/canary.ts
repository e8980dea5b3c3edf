/**
 * The canary: a known record, stored twice, that proves before anything is written that the records
 * belong to this key (S3). A damaged canary does not lock the vault: the other copy, or the signed
 * summary, proves the same, and the canary is written again.
 */
import type { Writes } from '../disk/database.js';
import type { RandomBytes } from '../keys/data-key.js';
import type { Seal } from '../keys/seals.js';
import type { Records } from './connection-records.js';
import type { Summary } from './inventory.js';
import { recordKeys } from './record-keys.js';

const keys = [recordKeys.canary, recordKeys.secondCanary] as const;

/** Facts that help in examining a vault years later. */
export function canaryText(
  keyFingerprint: string,
  now: number,
  randomBytes: RandomBytes,
  seal: Seal | null,
): string {
  return JSON.stringify({
    v: 1,
    random: Buffer.from(randomBytes(16)).toString('hex'),
    prefix: seal?.kind === 'password_store' ? seal.prefix : null,
    backend: seal?.kind === 'password_store' ? seal.backend : null,
    keyFp: keyFingerprint,
    createdBy: 'Lanyard, vault format 1',
    createdAt: now,
  });
}

export function canaryRecords({ cipher }: Pick<Records, 'cipher'>, text: string): Writes {
  return new Map(keys.map((key) => [key, cipher.seal(key, 1, text)]));
}

/** True if the records belong to this key; then a damaged canary is set aside and written again. */
export async function canaryHolds(
  records: Records,
  summary: Summary | null,
  newText: () => string,
): Promise<boolean> {
  const { database, cipher, quarantine } = records;
  const found = await database.getMany(keys);
  const texts = keys.map((key, index) => {
    const record = found[index];
    return record ? (cipher.unseal(key, record)?.text ?? null) : null;
  });
  const text = texts.find((each) => each !== null) ?? null;
  if (text === null && summary === null) return false;
  if (texts.every((each) => each !== null)) return true;

  for (const [index, key] of keys.entries()) {
    const record = found[index];
    if (record && texts[index] === null) await quarantine.setAside(key, record);
  }
  // A full disk is no reason not to open the vault: the next start repairs the canary.
  await database.write(canaryRecords(records, text ?? newText())).catch(() => undefined);
  return true;
}
