import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import type { Lanyard } from './lanyard.js';
import { runningProcesses } from './processes.js';

/** The values found in a text, truncated so that the report is not a leak itself. */
export function heldIn(text: string, values: readonly string[]): string[] {
  return values.filter((value) => text.includes(value)).map((value) => `${value.slice(0, 12)}…`);
}

/** A part of this many characters counts as the secret itself. */
const partLength = 8;

/** All that must be found nowhere of secrets which a server repeats in parts and encoded. */
export class Traces {
  readonly #parts: ReadonlySet<string>;
  readonly #encoded: readonly string[];

  /** @param encoded the same secrets and their parts in other forms */
  constructor(secrets: readonly string[], encoded: readonly string[]) {
    const starts = (secret: string) =>
      Array.from({ length: secret.length - partLength + 1 }, (_, at) => at);
    this.#parts = new Set(
      secrets.flatMap((secret) => starts(secret).map((at) => secret.slice(at, at + partLength))),
    );
    this.#encoded = encoded;
  }

  /** The parts that are in the text, each with a little of what is around it. */
  in(text: string): readonly string[] {
    const found: string[] = [];
    for (let at = 0; at + partLength <= text.length; at += 1) {
      if (!this.#parts.has(text.slice(at, at + partLength))) continue;
      found.push(text.slice(Math.max(0, at - 60), at + partLength));
      at += partLength;
    }
    return [...found.slice(0, 20), ...heldIn(text, this.#encoded)];
  }

  /** Every file in the folder with one of them, as bytes or as the wide characters of some databases. */
  async inFiles(folder: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const { path, bytes } of await filesIn(folder)) {
      const texts = [bytes.toString('latin1'), bytes.toString('utf16le')];
      const held = texts.flatMap((text) => this.in(text));
      if (held.length > 0) found.push(`${path}: ${held[0] ?? ''}`);
    }
    return found;
  }

  /** The processes of this computer that have one of them among their arguments. */
  async inArguments(): Promise<readonly string[]> {
    const all = await runningProcesses();
    return all.flatMap(({ pid, argv }) => this.in(argv.join(' ')).map((held) => `${pid}: ${held}`));
  }
}

/** Records every event that main sends to the window from now on; the function resolves to all of them. */
export async function hearEvents(window: Page): Promise<() => Promise<string>> {
  await window.evaluate(() => {
    const kept = window as unknown as {
      api: Record<string, (listener: (payload: unknown) => void) => unknown>;
      heard: string[];
    };
    kept.heard = [];
    for (const [name, hear] of Object.entries(kept.api)) {
      if (name.startsWith('on')) hear((payload) => kept.heard.push(JSON.stringify(payload)));
    }
  });
  return () => window.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
}

/** The text of the window as it is seen and as screen readers have it. */
export async function shownIn(window: Page): Promise<string> {
  const body = window.locator('body');
  return [await body.innerText(), await body.ariaSnapshot()].join('\n');
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
  const found: string[] = [];
  for (const { path, bytes } of await filesIn(folder)) {
    const text = bytes.toString('latin1');
    const wide = bytes.toString('utf16le');
    if (searched.some((value) => text.includes(value) || wide.includes(value))) found.push(path);
  }
  return found;
}

async function filesIn(folder: string): Promise<readonly { path: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((each) =>
    each.isFile() ? [join(each.parentPath, each.name)] : [],
  );
  // A running app may remove a file between the listing and the reading.
  return Promise.all(
    paths.map(async (path) => ({ path, bytes: await readFile(path).catch(() => Buffer.alloc(0)) })),
  );
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
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const snapshot = heap.join('');
  // Before them come only numbers, which are far more.
  return shown + snapshot.slice(snapshot.lastIndexOf('"strings":'));
}
