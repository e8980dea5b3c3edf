/** The built app and the bare window: what is started, and when either is there for a person. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type ElectronHere, startApp, type StartedApp } from './started-app.js';

const run = promisify(execFile);

/** A setting for what is measured from outside of Electron. */
export interface OutsideSetting {
  /** An empty folder of its own. */
  readonly directory: string;
  /** Fewer rounds, for a look. */
  readonly quick: boolean;
  readonly electron: ElectronHere;
  /** Folders Electron can be started with: the built app, and the benchmark's own beside it. */
  readonly apps: { readonly ours: string; readonly bare: string; readonly fill: string };
}

/** One of the two, started; `usableAfter`: ms from the process's start until a person can use the list. */
export interface Started {
  readonly app: StartedApp;
  readonly usableAfter: number;
}

export interface Side {
  readonly start: () => Promise<Started>;
}

/** The built app with a vault of so many connections on the keyring of this desktop. */
export async function ours(setting: OutsideSetting, count: number): Promise<Side> {
  const { electron, apps, directory } = setting;
  const data = join(directory, `with-${String(count)}`);
  const switches = [...electron.switches, `--user-data-dir=${data}`];
  await run(electron.executable, [apps.fill, ...switches, `--connections=${String(count)}`]);
  return { start: () => startUntil(electron, apps.ours, data, rowsArePainted) };
}

/** One window with a page of its own that asks nobody for anything. */
export function bare({ electron, apps, directory }: OutsideSetting): Side {
  const data = join(directory, 'bare');
  return { start: () => startUntil(electron, apps.bare, data, pageIsPainted) };
}

/**
 * The sides one after the other, round by round, so that what goes on besides meets all alike. The
 * first round warms up what the computer keeps of their files, and does not count.
 */
export async function measuredInTurn<S extends string>(
  sides: Readonly<Record<S, Side>>,
  rounds: number,
  note: (words: string) => void,
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

// Both give ms since 1970. What comes with the page itself is painted with it, and Chromium tells
// when; what comes later is waited for. Where the two ways differ it is to the disadvantage of ours.
// Either window is shown by Electron's `ready-to-show`, which is its first paint.

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
