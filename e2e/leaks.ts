import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import type { Lanyard } from './lanyard.js';

/** The values found in a text, truncated so that the report is not a leak itself. */
export function heldIn(text: string, values: readonly string[]): string[] {
  return values.filter((value) => text.includes(value)).map((value) => `${value.slice(0, 12)}…`);
}

/** While the app runs, these values are in main's memory and nowhere else. */
export async function expectOnlyInMain(
  lanyard: Lanyard,
  window: Page,
  values: readonly string[],
): Promise<void> {
  expect.soft(heldIn(await everythingIn(window), values), 'window').toEqual([]);
  for (const { pid, argv } of await lanyard.processes()) {
    expect.soft(heldIn(argv.join(' '), values), `arguments of ${pid}`).toEqual([]);
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    expect.soft(heldIn(environment, values), `environment of ${pid}`).toEqual([]);
  }
  expect.soft(await filesHolding(lanyard.data, values), 'files while it runs').toEqual([]);
}

/** After the app has quit, these values are nowhere. */
export async function expectNothingLeft(lanyard: Lanyard, values: readonly string[]) {
  expect.soft(await filesHolding(lanyard.data, values), 'files').toEqual([]);
  expect.soft(heldIn(await lanyard.said(), values), 'output').toEqual([]);
}

/** Every file in `folder` that contains one of the values, in clear text or base64. */
export async function filesHolding(folder: string, values: readonly string[]): Promise<string[]> {
  const searched = values.flatMap((value) => [value, ...base64Cores(value)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    // A running app may remove a file between the listing and the reading.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    const text = bytes.toString('latin1');
    const wide = bytes.toString('utf16le');
    if (searched.some((value) => text.includes(value) || wide.includes(value))) found.push(path);
  }
  return found;
}

/** The base64 of a value at each of the three possible offsets, without the bytes its neighbours affect. */
function base64Cores(value: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + value).toString('base64');
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
}

/** A window's whole content: document, storage and heap. */
export async function everythingIn(window: Page): Promise<string> {
  const shown = await window.evaluate(() =>
    [
      document.title,
      location.href,
      document.documentElement.outerHTML,
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
    ].join('\n'),
  );
  const session = await window.context().newCDPSession(window);
  const heap: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => heap.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return shown + heap.join('');
}
