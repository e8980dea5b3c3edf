/** A vault in memory of one connection, 'a', with records of any content: as a newer version may write them. */
import { randomBytes } from 'node:crypto';

import { createMemoryDatabase } from '../main/storage/disk/database.js';
import { deriveKeys } from '../main/storage/keys/data-key.js';
import { canaryRecords, canaryText } from '../main/storage/records/canary.js';
import { createInventory, summaryRecord } from '../main/storage/records/inventory.js';
import { openRecordStore } from '../main/storage/records/open-record-store.js';
import { createRecordCipher, versionOf } from '../main/storage/records/record-cipher.js';
import { recordKeys } from '../main/storage/records/record-keys.js';
import { start } from './vault.js';

const dataKey = Buffer.alloc(32, 1);
const keys = deriveKeys(dataKey);
const cipher = createRecordCipher(keys, randomBytes);
const [descriptionKey, sealedKey] = [recordKeys.connection('a'), recordKeys.secrets('a')];

/** @param others the content of further records, by key */
export async function vaultWith(
  description: unknown,
  sealed: unknown,
  others: Readonly<Record<string, unknown>> = {},
) {
  return vaultWithTexts(
    JSON.stringify(description),
    JSON.stringify(sealed),
    Object.entries(others).map(([key, value]) => [key, JSON.stringify(value)] as const),
  );
}

export async function vaultWithTexts(
  description: string,
  sealed: string,
  others: readonly (readonly [key: string, text: string])[] = [],
) {
  const writes = new Map([
    [descriptionKey, cipher.sign(descriptionKey, 1, description)],
    [sealedKey, cipher.seal(sealedKey, 1, sealed)],
  ]);
  for (const [index, [key, text]] of others.entries()) {
    const write = key.startsWith('activity/') ? cipher.sign : cipher.seal;
    writes.set(key, write(key, index + 2, text));
  }
  const last = others.length + 1;
  const totals = createInventory().totalsAfter(writes);
  writes.set(recordKeys.sequence, summaryRecord({ cipher }, last, totals, 0));
  const canary = canaryText(keys.keyFingerprint, start, randomBytes, null);
  const database = createMemoryDatabase();
  await database.write(canaryRecords({ cipher }, canary));
  await database.write(writes);

  const setAside: string[] = [];
  const quarantine = { setAside: (key: string) => Promise.resolve(void setAside.push(key)) };
  async function opened() {
    const options = { database, dataKey, quarantine, randomBytes, now: () => start };
    const open = await openRecordStore(options, null);
    if (!open) throw new Error('these are the records of another key');
    return open;
  }

  return {
    database,
    /** Keys of the records that were set aside. */
    setAside,
    open: await opened(),
    reopened: opened,
    onDisk: async () => {
      const [signed, secret] = await database.getMany([descriptionKey, sealedKey]);
      return {
        description: JSON.parse(
          cipher.verify(descriptionKey, signed ?? Buffer.of())?.text ?? 'null',
        ) as unknown,
        sealed: JSON.parse(
          cipher.unseal(sealedKey, secret ?? Buffer.of())?.text ?? 'null',
        ) as unknown,
        versions: [signed, secret].map((record) => versionOf(record ?? Buffer.of())),
      };
    },
    textOf: async (key: string) => {
      const [record = Buffer.of()] = await database.getMany([key]);
      return (cipher.verify(key, record) ?? cipher.unseal(key, record))?.text ?? null;
    },
  };
}
