/** Fills a vault for the built app. It runs under the app's name because the keyring's key depends on it. */
import { join } from 'node:path';

import { app } from 'electron';

import { connectionOf, fill, openVault } from './world.js';

const count = Number(app.commandLine.getSwitchValue('connections'));

app
  .whenReady()
  .then(async () => {
    const vault = await openVault(join(app.getPath('userData'), 'vault'));
    const issuer = 'https://server.example';
    const all = Array.from({ length: count }, (_, index) =>
      connectionOf(index, {
        issuer,
        clientId: 'lanyard',
        refreshToken: `refresh-${String(index)}`,
      }),
    );
    await fill(vault, all);
    await vault.close();
    app.exit();
  })
  .catch((error: unknown) => {
    process.stderr.write(String(error));
    app.exit(1);
  });
