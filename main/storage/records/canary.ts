/**
 * The canary: a known record, kept twice, that shows before anything is written that the records
 * are this key's (S3). A canary that rotted locks nobody out: the other one, or the signed summary,
 * is as good a witness, and it is written anew.
 */
import type { Records } from './connection-records.js';
import type { Writes } from '../disk/database.js';
import type { Summary } from './inventory.js';
import type { RandomBytes } from './record-cipher.js';
import { recordKeys } from './record-keys.js';
import type { Seal } from '../keys/seals.js';

const keys = [recordKeys.canary, recordKeys.secondCanary] as const;

/** What is worth knowing when a vault is looked into years later. */
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

/** Whether the records are this key’s; if so, a damaged canary is set aside and written anew. */
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
  // No room for it now is no reason not to open: the next start mends it.
  await database.write(canaryRecords(records, text ?? newText())).catch(() => undefined);
  return true;
}
