/** Starts the built app or the bare window, and measures when a user could use it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type ElectronHere, startApp, type StartedApp } from './started-app.js';

const run = promisify(execFile);

/** The environment of a benchmark that measures from outside Electron. */
export interface OutsideSetting {
  /** A new, empty folder. */
  readonly directory: string;
  /** Fewer rounds, for a first impression. */
  readonly quick: boolean;
  readonly electron: ElectronHere;
  /** Folders to start Electron with: the built app and the benchmark's own apps. */
  readonly apps: { readonly ours: string; readonly bare: string; readonly fill: string };
}

/** `usableAfter` is the time between process start and a usable list, in ms. */
export interface Started {
  readonly app: StartedApp;
  readonly usableAfter: number;
}

export interface Side {
  readonly start: () => Promise<Started>;
}

/** The built app with a vault of `count` connections, sealed by this desktop's keyring. */
export async function ours(setting: OutsideSetting, count: number): Promise<Side> {
  const { electron, apps, directory } = setting;
  const data = join(directory, `with-${String(count)}`);
  const switches = [...electron.switches, `--user-data-dir=${data}`];
  await run(electron.executable, [apps.fill, ...switches, `--connections=${String(count)}`]);
  return { start: () => startUntil(electron, apps.ours, data, rowsArePainted) };
}

/** One window with a page that requests nothing. */
export function bare({ electron, apps, directory }: OutsideSetting): Side {
  const data = join(directory, 'bare');
  return { start: () => startUntil(electron, apps.bare, data, pageIsPainted) };
}

/**
 * Measures the sides alternately, so that other load on the computer affects all of them alike. The
 * first round fills the system's file cache and does not count.
 */
export async function measuredInTurn<S extends string>(
  sides: Readonly<Record<S, Side>>,
  rounds: number,
  note: (text: string) => void,
  measure: (side: Side, counts: boolean) => Promise<number>,
): Promise<Readonly<Record<S, readonly number[]>>> {
  const names = Object.keys(sides) as S[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    S,
    number[]
  >;
  for (let round = 0; round <= rounds; round += 1) {
    note(`${String(round)} of ${String(rounds)}`);
    for (const name of names) {
      const measured = await measure(sides[name], round > 0);
      if (round > 0) samples[name].push(measured);
    }
  }
  return samples;
}

async function startUntil(
  electron: ElectronHere,
  folder: string,
  data: string,
  usable: string,
): Promise<Started> {
  const app = await startApp(electron, folder, data);
  try {
    const at = await app.inPage<number>(usable);
    return { app, usableAfter: at - app.startedAt };
  } catch (error) {
    await app.end();
    throw error;
  }
}

// Both expressions return ms since 1970. For content that is part of the page Chromium reports the
// paint itself; content that arrives later is waited for. Where the two differ, the app is at a
// disadvantage. Both windows are shown on `ready-to-show`, which is their first paint.

const pageIsPainted = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) resolve(performance.timeOrigin + paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

const rowsArePainted = `new Promise((resolve) => {
  const there = () => document.querySelector('[aria-label="Connections"] > li') !== null;
  const painted = () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
    port2.postMessage(null);
  });
  if (there()) painted();
  else new MutationObserver((_changes, observer) => {
    if (!there()) return;
    observer.disconnect();
    painted();
  }).observe(document, { childList: true, subtree: true });
})`;
