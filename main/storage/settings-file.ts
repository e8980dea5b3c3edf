/** The person's choices about the app itself, in one small file: 0600, whole after a crash, and never a reason not to start. */
import { readFile, rename } from 'node:fs/promises';

import * as z from 'zod';

import { createSerialQueue } from '../concurrency/serial-queue.js';
import type { StoredSettings, SettingsFile } from '../ports/settings.js';
import { writeDurably } from './disk/durable-file.js';
import { toStorageError } from './disk/storage-error.js';

const content = z.strictObject({
  version: z.literal(1),
  closeToTray: z.boolean(),
  notify: z.boolean(),
  toldOfTray: z.boolean(),
});

const defaults: StoredSettings = { closeToTray: false, notify: true, toldOfTray: false };

/**
 * Reads it once. A file that is damaged, or of a version this one does not know, is kept beside
 * under another name, and the defaults hold.
 */
export async function openSettingsFile(path: string): Promise<SettingsFile> {
  let current = await read(path);
  const enqueue = createSerialQueue();
  return {
    get current() {
      return current;
    },
    change: (wish) =>
      enqueue(async () => {
        const next = { ...current, ...wish };
        try {
          await writeDurably(path, `${JSON.stringify({ version: 1, ...next }, null, 2)}\n`);
        } catch (error) {
          throw toStorageError(error, 'writing');
        }
        current = next;
      }),
  };
}

async function read(path: string): Promise<StoredSettings> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return defaults;
  const parsed = content.safeParse(parse(text));
  if (!parsed.success) {
    await rename(path, `${path}.set-aside`).catch(() => undefined);
    return defaults;
  }
  const { closeToTray, notify, toldOfTray } = parsed.data;
  return { closeToTray, notify, toldOfTray };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
