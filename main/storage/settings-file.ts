/**
 * The user's settings of the app in one small file: 0600, whole after a crash, and never a reason
 * not to start.
 */
import { readFile, rename } from 'node:fs/promises';

import * as z from 'zod';

import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { StoredSettings, SettingsFile } from '../ports/settings.js';
import { writeDurably } from './disk/durable-file.js';
import { toStorageError } from './disk/storage-error.js';

const version = 1;
const content = z.looseObject({
  version: z.literal(version),
  closeToTray: z.boolean(),
  notify: z.boolean(),
  toldOfTray: z.boolean(),
});

const defaults: StoredSettings = { closeToTray: false, notify: true, toldOfTray: false };

/**
 * Reads the file once. If it is damaged, or of a version that is unknown here, it is renamed and
 * the defaults apply.
 */
export async function openSettingsFile(path: string): Promise<SettingsFile> {
  const { current: stored, others } = await read(path);
  let current = stored;
  const enqueue = createSerialQueue();
  return {
    get current() {
      return current;
    },
    change: (wish) =>
      enqueue(async () => {
        const next = { ...current, ...wish };
        try {
          await writeDurably(path, `${JSON.stringify({ ...others, version, ...next }, null, 2)}\n`);
        } catch (error) {
          throw toStorageError(error, 'writing');
        }
        current = next;
      }),
  };
}

interface ReadSettings {
  readonly current: StoredSettings;
  /** Members of a newer version, written back unchanged. */
  readonly others: Readonly<Record<string, unknown>>;
}

async function read(path: string): Promise<ReadSettings> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { current: defaults, others: {} };
  const parsed = content.safeParse(parse(text));
  if (!parsed.success) {
    await rename(path, `${path}.set-aside`).catch(() => undefined);
    return { current: defaults, others: {} };
  }
  const { closeToTray, notify, toldOfTray, ...others } = parsed.data;
  return { current: { closeToTray, notify, toldOfTray }, others };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
