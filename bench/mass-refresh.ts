/**
 * Benchmark: 10,000 connections due at once. Measures how long main blocks and how many requests run
 * at the same time. The app refreshes a few dozen per second so as not to flood a server, which takes
 * minutes; a stretch at the beginning, with nearly all still due, shows as much as the whole.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

import { BrowserWindow } from 'electron';

import { sendEvent } from '../main/electron/ipc-main.js';
import { type Benchmark, percentile } from './measurement.js';
import { connectionOf, fill, lanyardOn, openVault } from './world.js';

const servers = 10;
const count = 10_000;
/** Sampling interval of the event loop's delay, in ms; it is subtracted from each stall. */
const resolution = 1;

export const massRefresh: Benchmark = {
  id: 'mass-refresh',
  title: '10,000 due at once, a stretch of it (R9, H69)',
  async run({ directory, server, quick }, note) {
    const stretch = quick ? 15 : 60;
    const issuers = await server.tokenEndpoints(servers);
    const vault = await openVault(join(directory, 'vault'));
    const all = Array.from({ length: count }, (_, index) =>
      connectionOf(
        index,
        {
          issuer: issuers[index % servers] ?? '',
          clientId: 'lanyard',
          refreshToken: `refresh-${String(index)}`,
        },
        // Expired long ago, so each is due at once.
        { issuedAt: Date.now() - 7_200_000, accessTokenExpiresAt: Date.now() - 3_600_000 },
      ),
    );
    await fill(vault, all);
    await vault.close();

    const window = new BrowserWindow({ show: false });
    await window.loadURL('about:blank');
    const closed = await openVault(join(directory, 'vault'));
    const refreshed = new Set<string>();
    const { webContents } = window;
    const lanyard = lanyardOn(closed, (channel, payload) =>
      sendEvent(webContents, channel, payload),
    );
    await lanyard.store.load();
    const due = Date.now();
    lanyard.store.onChange((change) => {
      if (change.kind === 'all') return;
      for (const id of change.connectionIds) {
        if ((lanyard.store.get(id)?.connection.lastRefreshedAt ?? 0) >= due) refreshed.add(id);
      }
      if (refreshed.size % 100 === 0) note(`${String(refreshed.size)} in ${String(stretch)} s`);
    });
    const stalls = await stallsDuring(async () => {
      lanyard.refreshScheduler.resume();
      await pause(stretch * 1_000);
    });
    const each = refreshed.size / stretch;
    const { inAll, atOne } = await server.mostAtOnce();
    await lanyard.stop();
    window.destroy();
    return [
      {
        what: 'longest stall in each 100 ms of main, p99',
        ours: percentile(stalls, 0.99),
        reference: null,
        unit: 'ms',
        budget: { atMost: 50 },
      },
      {
        what: 'longest stall of all',
        ours: Math.max(...stalls),
        reference: null,
        unit: 'ms',
        budget: null,
      },
      {
        what: 'most requests at once',
        ours: inAll,
        reference: null,
        unit: 'requests',
        budget: { atMost: 8 },
      },
      {
        what: 'most requests at one server',
        ours: atOne,
        reference: null,
        unit: 'requests',
        budget: { atMost: 2 },
      },
      {
        what: `each second, over the first ${String(stretch)} s`,
        ours: each,
        reference: null,
        unit: 'refreshes',
        budget: null,
      },
    ];
  },
};

/** @returns the longest block of the event loop in each 100 ms of the task, in ms */
async function stallsDuring(task: () => Promise<void>): Promise<number[]> {
  const stalls: number[] = [];
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const window = setInterval(() => {
    if (delay.count > 0) stalls.push(Math.max(0, delay.max / 1e6 - resolution));
    delay.reset();
  }, 100);
  await task();
  clearInterval(window);
  delay.disable();
  return stalls;
}
