/**
 * The user's settings of the app in one small file: 0600, whole after a crash, and never a reason
 * not to start.
 *
 * Each member is read by itself: one that this version cannot read has its default and does not
 * reset the others. A change writes only the changed member; everything else in the file stays as it
 * is, including the version and the members of a newer Lanyard. Until then the file is not touched.
 */
import { readdir, readFile, realpath, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

import * as z from 'zod';

import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { StoredSettings, SettingsFile } from '../ports/settings.js';
import { writeDurably } from './disk/durable-file.js';
import { codesOf, toStorageError } from './disk/storage-error.js';
import { parseAs } from './records/record-text.js';

const version = 1;
const defaults: StoredSettings = { closeToTray: false, notify: true, trayNoticeShown: false };

/** `catch` is what reads each member by itself. */
const settings = z
  .object({
    closeToTray: z.boolean().catch(defaults.closeToTray),
    notify: z.boolean().catch(defaults.notify),
    toldOfTray: z.boolean().catch(defaults.trayNoticeShown),
  })
  .transform(({ toldOfTray, ...rest }): StoredSettings => ({
    ...rest,
    trayNoticeShown: toldOfTray,
  }));

/** Names in the file stay those of the first version. */
function named({ trayNoticeShown, ...rest }: Partial<StoredSettings>): Content {
  return { ...rest, ...(trayNoticeShown !== undefined && { toldOfTray: trayNoticeShown }) };
}

/** The members of the file, whatever they are. */
const content = z.record(z.string(), z.unknown());
type Content = z.output<typeof content>;

/** Reads the file once. A damaged one is renamed, never deleted, and the defaults apply. */
export async function openSettingsFile(path: string): Promise<SettingsFile> {
  // A symlink stays one: the file that it points to is replaced.
  const file = await realpath(path).catch(() => path);
  const read = await readContent(file);
  let stored = read.content;
  /** A file that could not be read, or not renamed, is still in its place. */
  let isInTheWay =
    read.kind === 'not_readable' || (read.kind === 'damaged' && !(await isSetAside(file)));
  let current = settings.parse(stored);
  const enqueue = createSerialQueue();
  return {
    get current() {
      return current;
    },
    change: (changes) =>
      enqueue(async () => {
        const next = { version, ...named(defaults), ...stored, ...named(changes) };
        try {
          if (isInTheWay) await setAside(file);
          isInTheWay = false;
          await writeDurably(file, `${JSON.stringify(next, null, 2)}\n`);
        } catch (error) {
          throw toStorageError(error, 'writing');
        }
        stored = next;
        current = settings.parse(stored);
      }),
  };
}

interface ReadContent {
  readonly kind: 'read' | 'missing' | 'damaged' | 'not_readable';
  readonly content: Content;
}

async function readContent(file: string): Promise<ReadContent> {
  try {
    // Editors on Windows begin a file with a byte order mark, with which it is not JSON.
    const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
    const read = parseAs(content, text);
    return read === null ? { kind: 'damaged', content: {} } : { kind: 'read', content: read };
  } catch (error) {
    return { kind: codesOf(error)[0] === 'ENOENT' ? 'missing' : 'not_readable', content: {} };
  }
}

function isSetAside(file: string): Promise<boolean> {
  return setAside(file).then(
    () => true,
    () => false,
  );
}

/** Renames it to `….set-aside`, then `….set-aside-2`, so that no earlier one is replaced. */
async function setAside(file: string): Promise<void> {
  const taken = new Set(await readdir(dirname(file)));
  const first = `${file}.set-aside`;
  let name = first;
  for (let n = 2; taken.has(basename(name)); n++) name = `${first}-${n}`;
  await rename(file, name);
}
