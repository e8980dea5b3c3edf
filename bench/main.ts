/** The benchmarks inside Electron: parts of the app, assembled as in its main process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { app } from 'electron';

import { disableHttp2AndHttp3 } from '../main/electron/network.js';
import { durableWrite } from './durable-write.js';
import { massRefresh } from './mass-refresh.js';
import { measureAll, send } from './measure-all.js';
import type { Benchmark, Grants, ServerHandle } from './measurement.js';
import { oneRefresh } from './one-refresh.js';
import { openAll } from './open-all.js';

const benchmarks: readonly Benchmark[] = [oneRefresh, durableWrite, openAll, massRefresh];

interface Order {
  /** The Node.js executable for the servers: Electron's own Node is the one being measured. */
  readonly node: string;
  readonly quick: boolean;
  readonly only: readonly string[];
}

disableHttp2AndHttp3(app);
app.on('window-all-closed', () => undefined);
process.once('disconnect', () => app.exit());
// Electron would show a dialog and wait until somebody closes it.
process.on('uncaughtException', (error) => {
  send({ kind: 'failed', id: '', reason: error.stack ?? error.message });
});
process.once('message', (order: Order) => {
  run(order).catch((error: unknown) => send({ kind: 'failed', id: '', reason: String(error) }));
});

async function run({ node, quick, only }: Order): Promise<void> {
  await app.whenReady();
  await measureAll(benchmarks, only, async ({ run }, directory, note) => {
    const server = startServers(node);
    try {
      return await run({ directory, server: server.handle, quick }, note);
    } finally {
      server.stop();
    }
  });
}

function startServers(node: string): { readonly handle: ServerHandle; stop(): void } {
  const child = fork(join(import.meta.dirname, 'authorization-server.js'), {
    execPath: node,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  async function request(name: keyof ServerHandle, count = 0): Promise<unknown> {
    child.send({ request: name, count });
    const [message] = (await once(child, 'message')) as [{ answer: unknown }];
    return message.answer;
  }
  return {
    handle: {
      grants: async (count) => (await request('grants', count)) as Grants,
      tokenEndpoints: async (count) =>
        (await request('tokenEndpoints', count)) as readonly string[],
      mostAtOnce: async () =>
        (await request('mostAtOnce')) as Awaited<ReturnType<ServerHandle['mostAtOnce']>>,
    },
    stop: () => child.disconnect(),
  };
}
