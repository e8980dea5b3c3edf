/** For tests: the records of a closed vault as they are on disk, to read and to damage. */
import { join } from 'node:path';

import { ClassicLevel } from 'classic-level';

/** Opens the records of a closed vault. */
export async function onDisk<T>(
  directory: string,
  use: (level: ClassicLevel<string, Buffer>) => Promise<T>,
): Promise<T> {
  const level = new ClassicLevel<string, Buffer>(join(directory, 'records'), {
    valueEncoding: 'buffer',
    createIfMissing: false,
  });
  await level.open();
  try {
    return await use(level);
  } finally {
    await level.close();
  }
}

export async function recordOf(directory: string, key: string): Promise<Buffer> {
  const record = await onDisk(directory, (level) => level.get(key));
  if (!record) throw new Error(`there is no record ${key}`);
  return record;
}

export async function overwrite(directory: string, key: string, value: Uint8Array): Promise<void> {
  await onDisk(directory, (level) => level.put(key, Buffer.from(value)));
}
