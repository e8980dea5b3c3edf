/** Local servers that close with all their connections when the test finishes. */
import { type AddressInfo, type Server, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

/** Listens on a free loopback port and resolves to it. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A refresh request as the app sends it. */
export const refresh = (): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'rt-1' }),
});
