/** Benchmark: one refresh through the app (network, checks, durable storage, window), against the library's bare call. */
import { join } from 'node:path';

import { BrowserWindow } from 'electron';
import * as oauth from 'oauth4webapi';

import { sendEvent } from '../main/electron/ipc-main.js';
import { type Benchmark, median, timed } from './measurement.js';
import { bareElectronFetch, connectionOf, fill, lanyardOn, openVault } from './world.js';

export const oneRefresh: Benchmark = {
  id: 'one-refresh',
  title: 'One refresh, end to end',
  async run({ directory, server, quick }, note) {
    const [warmUp, rounds] = quick ? [15, 15] : [100, 200];
    const { issuer, clientId, refreshTokens } = await server.grants(3);
    const [forUs = '', forNode = '', forElectron = ''] = refreshTokens;

    const vault = await openVault(join(directory, 'vault'));
    const own = connectionOf(1, { issuer, clientId, refreshToken: forUs });
    await fill(vault, [own]);
    const window = new BrowserWindow({ show: false });
    await window.loadURL('about:blank');
    const lanyard = lanyardOn(vault, (channel, payload) =>
      sendEvent(window.webContents, channel, payload),
    );
    await lanyard.store.load();
    const ours = async () => {
      const failure = await lanyard.refreshScheduler.refresh(own.connection.id);
      if (failure) throw new Error(`our refresh failed: ${failure.code} ${failure.cause}`);
    };

    const metadata = { issuer, token_endpoint: `${issuer}/token` };
    const onNode = bareRefresh(metadata, clientId, forNode, globalThis.fetch);
    const onElectron = bareRefresh(metadata, clientId, forElectron, bareElectronFetch());

    const samples = { ours: [] as number[], node: [] as number[], electron: [] as number[] };
    // Measure an app that has been running for a while: nothing counts until the code is warm.
    for (let round = 1 - warmUp; round <= rounds; round += 1) {
      const times = [await timed(ours), await timed(onNode), await timed(onElectron)];
      if (round <= 0) continue;
      samples.ours.push(times[0] ?? 0);
      samples.node.push(times[1] ?? 0);
      samples.electron.push(times[2] ?? 0);
      note(`${String(round)} of ${String(rounds)}`);
    }
    await lanyard.stop();
    window.destroy();

    const mine = median(samples.ours);
    const electron = median(samples.electron);
    return [
      {
        what: 'median',
        ours: mine,
        reference: { what: 'oauth4webapi on Electron’s network', value: electron },
        unit: 'ms',
        budget: { times: 1.5, more: 10 },
      },
      {
        what: 'median',
        ours: mine,
        reference: { what: 'oauth4webapi on Node’s fetch', value: median(samples.node) },
        unit: 'ms',
        budget: null,
      },
    ];
  },
};

function bareRefresh(
  server: oauth.AuthorizationServer,
  clientId: string,
  first: string,
  fetch: typeof globalThis.fetch,
): () => Promise<void> {
  let refreshToken = first;
  const client = { client_id: clientId };
  const options = {
    [oauth.customFetch]: (url: string, init: object) => fetch(url, init),
  };
  return async () => {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      options,
    );
    const tokens = await oauth.processRefreshTokenResponse(server, client, response);
    refreshToken = tokens.refresh_token ?? refreshToken;
  };
}
