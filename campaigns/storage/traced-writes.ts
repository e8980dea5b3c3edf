/**
 * Reads from strace's output how a process changed the files of a folder, and computes the states that
 * the folder may have after a power loss at any point.
 *
 * The model: the content of a file is safe once the file was synced; later writes may be there in any
 * part, in any order, cut anywhere. Names (created, renamed, removed) become durable in the order of the
 * changes, and any sync includes the names changed before it, as on journalling file systems (ext4, XFS,
 * APFS, NTFS). File systems that sync a new file without its name are not modelled.
 *
 * Longer than 250 lines because the parser and the model share the same kinds of write.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Random } from '../campaign.js';

/** Options that make strace record the calls completely and in hexadecimal. */
export const straceOptions = [
  ...['-f', '-qq', '-xx', '-s', '16777216'],
  '-e',
  'trace=open,openat,close,write,pwrite64,writev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat',
];

interface Content {
  readonly at: number;
  readonly bytes: Buffer;
}

interface File {
  /** A number truncates to that length. */
  readonly writes: { readonly step: number; readonly what: Content | number }[];
  syncs: number[];
}

type NameChange =
  | { readonly kind: 'file'; readonly path: string; readonly file: File }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string };

export class TracedWrites {
  readonly #names: { readonly step: number; readonly change: NameChange }[] = [];
  readonly #syncs: number[] = [];
  readonly #now = new Map<string, File>();
  readonly #files: File[] = [];
  readonly #said: { readonly step: number; readonly line: string }[] = [];
  /** The number of steps; the power may fail after each. */
  steps = 0;

  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds strace's record of one process. */
  add(trace: string): void {
    const open = new Map<number, { file: File | null; position: number }>();
    for (const { call, args, result } of callsIn(trace)) {
      if (result < 0) continue;
      this.steps++;
      this.#take(call, args, result, open);
    }
  }

  #take(
    call: string,
    args: string,
    result: number,
    open: Map<number, { file: File | null; position: number }>,
  ): void {
    const step = this.steps;
    const texts = textsIn(args);
    const paths = texts.map((text) => this.#inside(text.toString('utf8')));
    const [path, other] = paths;
    const fd = Number(/^\d+/.exec(args)?.[0]);
    switch (call) {
      case 'open':
      case 'openat':
        if (path === undefined || path === null) return;
        return void open.set(result, { file: this.#opened(path, args), position: 0 });
      case 'close':
        return void open.delete(fd);
      case 'write': {
        const [bytes = Buffer.alloc(0)] = texts;
        if (fd === 1) return void this.#said.push({ step, line: bytes.toString('utf8').trim() });
        const handle = open.get(fd);
        if (!handle) return;
        handle.file?.writes.push({
          step,
          what: { at: handle.position, bytes: bytes.subarray(0, result) },
        });
        handle.position += result;
        return;
      }
      case 'pwrite64': {
        const at = Number(/(\d+)\s*$/.exec(args)?.[1]);
        const bytes = texts[0]?.subarray(0, result) ?? Buffer.alloc(0);
        return void open.get(fd)?.file?.writes.push({ step, what: { at, bytes } });
      }
      case 'ftruncate':
        return void open.get(fd)?.file?.writes.push({ step, what: Number(args.split(', ')[1]) });
      case 'fsync':
      case 'fdatasync':
        if (!open.has(fd)) return;
        this.#syncs.push(step);
        return void open.get(fd)?.file?.syncs.push(step);
      case 'mkdir':
      case 'mkdirat':
        if (path) this.#names.push({ step, change: { kind: 'folder', path } });
        return;
      case 'rename':
      case 'renameat':
      case 'renameat2':
        if (!path || !other) return;
        this.#names.push({ step, change: { kind: 'rename', from: path, to: other } });
        {
          renameIn(this.#now, path, other);
          return;
        }
      case 'unlink':
      case 'unlinkat':
      case 'rmdir':
        if (!path) return;
        this.#names.push({ step, change: { kind: 'remove', path } });
        return void this.#now.delete(path);
      case 'writev':
        if (open.get(fd)?.file) throw new Error('writev to a file is not read');
    }
  }

  /** Null for a folder. */
  #opened(path: string, args: string): File | null {
    if (args.includes('O_DIRECTORY')) return null;
    const step = this.steps;
    let file = this.#now.get(path);
    if (!file && args.includes('O_CREAT')) {
      file = { writes: [], syncs: [] };
      this.#files.push(file);
      this.#now.set(path, file);
      this.#names.push({ step, change: { kind: 'file', path, file } });
    }
    if (args.includes('O_TRUNC')) file?.writes.push({ step, what: 0 });
    return file ?? null;
  }

  /** Relative to the folder; null for any other path. */
  #inside(path: string): string | null {
    return path.startsWith(`${this.#folder}/`) ? path.slice(this.#folder.length + 1) : null;
  }

  /** Lines that the process had printed when the power failed. */
  saidBefore(step: number): readonly string[] {
    return this.#said.filter((each) => each.step <= step).map(({ line }) => line);
  }

  /**
   * Writes one of the states that losing power after `step` may leave into an empty folder.
   * @param random null for the state in which everything until then has arrived
   */
  async leaveAsAt(step: number, folder: string, random: Random | null): Promise<void> {
    const lastSync = this.#syncs.filter((sync) => sync <= step).at(-1) ?? 0;
    const unsure = this.#names.filter((each) => each.step > lastSync && each.step <= step);
    const arrived = random?.below(unsure.length + 1) ?? unsure.length;
    const upTo = arrived === unsure.length ? step : (unsure[arrived]?.step ?? 0) - 1;
    const files = new Map<string, File>();
    const folders = new Set<string>();
    for (const { change } of this.#names.filter((each) => each.step <= upTo)) {
      applyName(change, files, folders);
    }
    for (const path of folders) await mkdir(join(folder, path), { recursive: true });
    for (const [path, file] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), contentAt(file, step, random), { mode: 0o600 });
    }
  }
}

function applyName(change: NameChange, files: Map<string, File>, folders: Set<string>): void {
  switch (change.kind) {
    case 'file':
      files.set(change.path, change.file);
      break;
    case 'folder':
      folders.add(change.path);
      break;
    case 'remove':
      files.delete(change.path);
      folders.delete(change.path);
      break;
    case 'rename':
      renameIn(files, change.from, change.to);
      for (const path of [...folders]) {
        if (path !== change.from && !path.startsWith(`${change.from}/`)) continue;
        folders.delete(path);
        folders.add(change.to + path.slice(change.from.length));
      }
  }
}

function renameIn(files: Map<string, File>, from: string, to: string): void {
  for (const [path, file] of [...files]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue;
    files.delete(path);
    files.set(to + path.slice(from.length), file);
  }
}

function contentAt({ writes, syncs }: File, step: number, random: Random | null): Buffer {
  const synced = syncs.filter((sync) => sync <= step).at(-1) ?? 0;
  const safe = writes.filter((write) => write.step <= synced).map(({ what }) => what);
  const unsure = writes
    .filter((write) => write.step > synced && write.step <= step)
    .map(({ what }) => what);
  return built([...safe, ...(random ? whatArrivedOf(unsure, random) : unsure)]);
}

/** All, none, a prefix with its last one truncated, or any selection. */
function whatArrivedOf(
  unsure: readonly (Content | number)[],
  random: Random,
): readonly (Content | number)[] {
  switch (random.below(4)) {
    case 0:
      return unsure;
    case 1:
      return [];
    case 2: {
      const first = unsure.slice(0, random.below(unsure.length + 1));
      const last = first.pop();
      if (last === undefined || typeof last === 'number') return first;
      return [
        ...first,
        { at: last.at, bytes: last.bytes.subarray(0, random.below(last.bytes.length + 1)) },
      ];
    }
    default:
      return unsure.filter(() => random.below(2) === 0);
  }
}

/** Gaps that were never written read as zeros. */
function built(writes: readonly (Content | number)[]): Buffer {
  const ends = writes.map((write) =>
    typeof write === 'number' ? write : write.at + write.bytes.length,
  );
  const content = Buffer.alloc(Math.max(0, ...ends));
  let length = 0;
  for (const write of writes) {
    if (typeof write === 'number') {
      content.fill(0, write, Math.max(write, length));
      length = write;
    } else {
      write.bytes.copy(content, write.at);
      length = Math.max(length, write.at + write.bytes.length);
    }
  }
  return content.subarray(0, length);
}

interface Call {
  readonly call: string;
  readonly args: string;
  readonly result: number;
}

/** In the order of their ends; joins calls that another thread's call interrupted. */
function* callsIn(trace: string): Iterable<Call> {
  const begun = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, thread = '', rest = ''] = /^(?:\[pid\s+)?(\d+)\]?\s+(.*)$/.exec(line) ?? [];
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(rest);
    if (unfinished) {
      begun.set(thread, unfinished[1] ?? '');
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const whole = resumed ? `${begun.get(thread) ?? ''}${resumed[1] ?? ''}` : rest;
    const parts = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(whole);
    if (parts) yield { call: parts[1] ?? '', args: parts[2] ?? '', result: Number(parts[3]) };
  }
}

/** The string arguments, such as "\x68\x69". */
function textsIn(args: string): readonly Buffer[] {
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, text = '']) =>
    Buffer.from(text.replaceAll('\\x', ''), 'hex'),
  );
}
