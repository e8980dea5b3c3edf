/** Ten thousand connections that fall due in the same second: how long main stands still, and how many ask at once. */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { BrowserWindow } from 'electron';

import { send } from '../main/electron/ipc-main.js';
import { type Benchmark, percentile } from './measurement.js';
import { connectionOf, fill, lanyardOn, openVault } from './world.js';

const servers = 10;
/** What is longer than this is felt as a stall; shorter turns of the loop do not count as one, in ms. */
const resolution = 1;

export const tenThousandDue: Benchmark = {
  id: 'ten-thousand-due',
  title: 'All due at once (R9, H69)',
  async run({ directory, server, quick }, note) {
    const count = quick ? 1_000 : 10_000;
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
        // Long over: each is due at once.
        { issuedAt: Date.now() - 7_200_000, accessTokenExpiresAt: Date.now() - 3_600_000 },
      ),
    );
    await fill(vault, all);
    await vault.close();

    const window = new BrowserWindow({ show: false });
    await window.loadURL('about:blank');
    const closed = await openVault(join(directory, 'vault'));
    const renewed = new Set<string>();
    let done = () => {};
    const finished = new Promise<void>((resolve) => (done = resolve));
    const lanyard = lanyardOn(closed, (channel, payload) =>
      send(window.webContents, channel, payload),
    );
    await lanyard.book.load();
    const due = Date.now();
    lanyard.book.onChange((change) => {
      if (change.kind === 'all') return;
      for (const id of change.connectionIds) {
        if ((lanyard.book.get(id)?.connection.lastRenewedAt ?? 0) >= due) renewed.add(id);
      }
      if (renewed.size % 100 === 0) note(`${String(renewed.size)} of ${String(count)}`);
      if (renewed.size === count) done();
    });
    const start = performance.now();
    const stalls = await stallsDuring(async () => {
      lanyard.refresher.resume();
      await finished;
    });
    const took = (performance.now() - start) / 1_000;
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
      { what: 'each second', ours: count / took, reference: null, unit: 'renewals', budget: null },
    ];
  },
};

/** The longest time the event loop did not turn, in ms, for each 100 ms of the task. */
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
