/**
 * Finds damaged blocks in LevelDB's table files (*.ldb) before LevelDB reads them. LevelDB does not
 * verify its checksums when it reads, so a flipped bit could hide a record, bring back an older one
 * or crash the process.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { crc32c } from './crc32c.js';
import { codesOf } from './storage-error.js';

export interface DamagedBlock {
  readonly file: string;
  /** Offset of the byte with the block's type, just after its content. */
  readonly typeAt: number;
}

interface Block {
  readonly offset: number;
  readonly size: number;
}

/** Number of tables, 2 MiB each, read at once: enough to keep Node's file threads busy. */
const readAtOnce = 4;

const footerBytes = 48;
const magic = 0xdb4775248b80fb57n;
const compressionNone = 0;
/** A block type that every LevelDB refuses. */
const refusedType = 0xff;

export async function findDamagedBlocks(records: string): Promise<readonly DamagedBlock[]> {
  const names = (await readdir(records)).filter((name) => name.endsWith('.ldb'));
  const damaged: DamagedBlock[] = [];
  for (let from = 0; from < names.length; from += readAtOnce) {
    const some = names.slice(from, from + readAtOnce).map((name) => join(records, name));
    const tables = await Promise.all(
      some.map(async (file) => [file, await readIfThere(file)] as const),
    );
    for (const [file, table] of tables) {
      const blocks = table ? damagedIn(table) : [];
      damaged.push(...blocks.map(({ offset, size }) => ({ file, typeAt: offset + size })));
    }
  }
  return damaged;
}

/**
 * Null: the file is gone since the folder was listed. Another process has the records open, and
 * LevelDB will report that.
 */
async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codesOf(error).includes('ENOENT')) return null;
    throw error;
  }
}

/** Makes LevelDB refuse these blocks, so that its repair drops them and keeps all others. */
export async function markAsDamaged(blocks: readonly DamagedBlock[]): Promise<void> {
  for (const { file, typeAt } of blocks) {
    const handle = await open(file, 'r+');
    try {
      await handle.write(Uint8Array.of(refusedType), 0, 1, typeAt);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** LevelDB itself refuses a file with an invalid footer. */
function damagedIn(table: Buffer): readonly Block[] {
  const footer = table.subarray(-footerBytes);
  if (footer.length < footerBytes || footer.readBigUInt64LE(40) !== magic) return [];
  const metaindex = handleAt(footer, 0);
  const index = metaindex && handleAt(footer, metaindex.end);
  // The footer points past the end. With its last byte changed LevelDB refuses the file.
  if (!metaindex || !index || !isWithin(table, metaindex) || !isWithin(table, index)) {
    return [{ offset: 0, size: table.length - 1 }];
  }
  const roots = [metaindex, index].filter((block) => !isIntact(table, block));
  if (roots.length > 0) return [index];
  const blocks = [metaindex, index].flatMap((block) => blocksListedIn(table, block));
  const damaged = blocks.filter((block) => !isWithin(table, block) || !isIntact(table, block));
  return damaged.every((block) => isWithin(table, block)) ? damaged : [index];
}

/** The block handles that an index block holds as values. */
function blocksListedIn(table: Buffer, { offset, size }: Block): readonly Block[] {
  if (table[offset + size] !== compressionNone || size < 4) return [];
  const block = table.subarray(offset, offset + size);
  const end = size - 4 - 4 * block.readUInt32LE(size - 4);
  const listed: Block[] = [];
  for (let at = 0; at < end;) {
    const shared = varint(block, at);
    const unshared = shared && varint(block, shared.end);
    const length = unshared && varint(block, unshared.end);
    if (!length) break;
    const value = length.end + unshared.value;
    const handle = handleAt(block, value);
    if (!handle) break;
    listed.push(handle);
    at = value + length.value;
  }
  return listed;
}

function isWithin(table: Buffer, { offset, size }: Block): boolean {
  return offset + size + 5 <= table.length - footerBytes;
}

function isIntact(table: Buffer, { offset, size }: Block): boolean {
  return (
    crc32c(table.subarray(offset, offset + size + 1)) === table.readUInt32LE(offset + size + 1)
  );
}

function handleAt(bytes: Buffer, at: number): (Block & { readonly end: number }) | null {
  const offset = varint(bytes, at);
  const size = offset && varint(bytes, offset.end);
  return size && { offset: offset.value, size: size.value, end: size.end };
}

/** A varint: seven bits per byte, the lowest first. Null: the bytes end within it. */
function varint(bytes: Buffer, at: number): { value: number; end: number } | null {
  let value = 0;
  for (let index = 0; index < 7; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return null;
}
