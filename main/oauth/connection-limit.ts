/**
 * Limits the connections to a local server. The oldest that says nothing makes room for the next,
 * so that a browser with something to say always finds one (N3).
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** @param most connections at once, at least 1 */
export function limitConnections(server: Server, most: number): void {
  /** In the order in which they came; those with a request that is being answered are not idle. */
  const idle = new Set<Socket>();
  let open = 0;
  server.on('connection', (socket: Socket) => {
    open += 1;
    idle.add(socket);
    socket.once('close', () => {
      open -= 1;
      idle.delete(socket);
    });
    if (open <= most) return;
    const [oldest] = idle;
    oldest?.destroy();
  });
  server.prependListener('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
}
