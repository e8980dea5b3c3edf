/**
 * The user's settings of the app in one small file: 0600 unless the user changed that, whole after a
 * crash, and never a reason not to start.
 *
 * Each member is read by itself: one that this version cannot read has its default and does not
 * reset the others. A change writes only the changed member; everything else in the file stays as it
 * is, including the version and the members of a newer Lanyard. Until then the file is not touched.
 */
import { readFile, stat } from 'node:fs/promises';

import * as z from 'zod';

import { languageChoices } from '../../ipc/language.js';
import { lockDelays, themes } from '../../ipc/limits.js';
import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { SettingsFile, SettingsFileState, StoredSettings } from '../ports/settings.js';
import { StorageError } from '../ports/storage-error.js';
import { parseJsonObject } from '../text/json.js';
import { writeDurably } from './disk/durable-file.js';
import { linkTarget } from './disk/link-target.js';
import { setAside } from './disk/set-aside.js';
import { codesOf, toStorageError } from './disk/storage-error.js';
import { isObjectText, withMembers } from './settings-text.js';

const version = 1;
const defaults: StoredSettings = {
  closeToTray: false,
  notify: true,
  trayNoticeShown: false,
  theme: 'system',
  language: 'system',
  lockAfter: 'never',
  lockWithSystem: false,
};
/** Larger than any settings; such a file is set aside like a damaged one. */
const maxBytes = 1_000_000;

/** The members by their names in the file, which stay those of the first version. */
const members = {
  closeToTray: z.boolean(),
  notify: z.boolean(),
  language: z.enum(languageChoices),
  toldOfTray: z.boolean(),
  theme: z.enum(themes),
  lockAfter: z.enum(lockDelays),
  lockWithSystem: z.boolean(),
};
const names = {
  closeToTray: 'closeToTray',
  notify: 'notify',
  language: 'language',
  trayNoticeShown: 'toldOfTray',
  theme: 'theme',
  lockAfter: 'lockAfter',
  lockWithSystem: 'lockWithSystem',
} as const satisfies Record<Name, keyof typeof members>;

/** Written with the first change; what came later only when it is chosen, since older versions do not know it. */
const { closeToTray, notify, trayNoticeShown } = defaults;
const firstDefaults = { closeToTray, notify, trayNoticeShown };

type Name = keyof StoredSettings;
type Content = Readonly<Record<string, unknown>>;

/** Reads the file once. A damaged one is renamed, never deleted, and the defaults apply. */
export async function openSettingsFile(path: string): Promise<SettingsFile> {
  const file = await SettingsOnDisk.open(path);
  const enqueue = createSerialQueue();
  return {
    get current() {
      return file.current;
    },
    get state() {
      return file.state;
    },
    change: (changes) =>
      enqueue(async () => {
        try {
          await file.change(changes);
        } catch (error) {
          throw toStorageError(error, 'writing the settings');
        }
      }),
  };
}

class SettingsOnDisk {
  current = defaults;
  state: SettingsFileState = { kind: 'understood' };
  /** Its text when it was last read or written; null: there was none that could be read. */
  #text: string | null = null;

  private constructor(readonly path: string) {}

  static async open(path: string): Promise<SettingsOnDisk> {
    const settings = new SettingsOnDisk(path);
    const file = await linkTarget(path).catch(() => path);
    const read = await readText(file);
    if (read.kind === 'read') settings.#take(read.text);
    if (read.kind === 'damaged') {
      settings.state = await setAside(file).then(
        (name) => ({ kind: 'set_aside', name }),
        () => ({ kind: 'not_readable' }),
      );
    }
    if (read.kind === 'not_readable') settings.state = { kind: 'not_readable' };
    return settings;
  }

  async change(changes: Partial<StoredSettings>): Promise<void> {
    // A link stays one: the file it leads to is replaced. It may have changed since the last time.
    const file = await linkTarget(this.path);
    const read = await readText(file);
    // Something took its place while the app ran, which the window does not show.
    if (read.kind === 'not_readable' && this.state.kind !== 'not_readable') {
      throw new StorageError('failed', 'the settings cannot be read');
    }
    const base = read.kind === 'read' ? read.text : (this.#text ?? '{}');
    const text = withMembers(base, {
      ...missingIn(base, { version, ...inFile(firstDefaults) }),
      ...inFile(changes),
    });
    const name =
      read.kind === 'damaged' || read.kind === 'not_readable' ? await setAside(file) : null;
    await writeDurably(file, text, read.kind === 'read' ? read.mode : undefined);
    this.#take(text);
    if (name !== null) this.state = { kind: 'set_aside', name };
  }

  #take(text: string): void {
    const content = parseJsonObject(text) ?? {};
    this.#text = text;
    this.current = settingsIn(content);
    if (!isUnderstood(content)) this.state = { kind: 'partly_understood' };
    // One that was set aside stays worth saying until the app ends.
    else if (this.state.kind !== 'set_aside') this.state = { kind: 'understood' };
  }
}

type ReadText =
  | { readonly kind: 'read'; readonly text: string; readonly mode: number }
  | { readonly kind: 'missing' | 'damaged' | 'not_readable' };

async function readText(file: string): Promise<ReadText> {
  try {
    const { mode, size, isFile } = await statOf(file);
    // Reading a device or a pipe may never end.
    if (!isFile) return { kind: 'not_readable' };
    if (size > maxBytes) return { kind: 'damaged' };
    // Editors on Windows begin a file with a byte order mark, with which it is not JSON.
    const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
    return isObjectText(text) ? { kind: 'read', text, mode } : { kind: 'damaged' };
  } catch (error) {
    return { kind: codesOf(error)[0] === 'ENOENT' ? 'missing' : 'not_readable' };
  }
}

async function statOf(file: string) {
  const found = await stat(file);
  return { mode: found.mode & 0o777, size: found.size, isFile: found.isFile() };
}

function settingsIn(content: Content): StoredSettings {
  const read = <T>(schema: z.ZodType<T>, name: Name, otherwise: T): T =>
    schema.safeParse(content[names[name]]).data ?? otherwise;
  return {
    closeToTray: read(members.closeToTray, 'closeToTray', defaults.closeToTray),
    notify: read(members.notify, 'notify', defaults.notify),
    trayNoticeShown: read(members.toldOfTray, 'trayNoticeShown', defaults.trayNoticeShown),
    theme: read(members.theme, 'theme', defaults.theme),
    language: read(members.language, 'language', defaults.language),
    lockAfter: read(members.lockAfter, 'lockAfter', defaults.lockAfter),
    lockWithSystem: read(members.lockWithSystem, 'lockWithSystem', defaults.lockWithSystem),
  };
}

/** False when a newer version wrote it, or somebody wrote what no version understands. */
function isUnderstood(content: Content): boolean {
  const known = z.strictObject({ version: z.literal(version), ...members }).partial();
  return known.safeParse(content).success;
}

function inFile(settings: Partial<StoredSettings>): Content {
  const entries = Object.entries(settings) as [Name, unknown][];
  return Object.fromEntries(entries.map(([name, value]) => [names[name], value]));
}

function missingIn(text: string, content: Content): Content {
  const present = parseJsonObject(text) ?? {};
  return Object.fromEntries(Object.entries(content).filter(([name]) => !(name in present)));
}
