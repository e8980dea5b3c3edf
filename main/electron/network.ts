/**
 * The network as the system has it (proxy, certificates), on in-memory sessions of our own: no
 * cookies, no cache and no credentials of the person go along (ADR 0005).
 *
 * Chromium repeats a request by itself, also a POST, when a connection that was used before breaks
 * before the answer: the server would see one refresh token twice, and a server that rotates may
 * then end the whole grant (H59, H64). So no connection is ever used twice: a session carries one
 * request at a time, and lets go of every connection it has before it may carry the next.
 */
import { randomUUID } from 'node:crypto';

import { type App, type Session, session } from 'electron';

import { createRequestLimiter } from '../concurrency/request-limiter.js';
import { createBoundedFetch, type FetchLimits } from '../oauth/bounded-fetch.js';

/** A session cannot be destroyed, and one takes about 1 MB: more requests than this wait. */
const MOST_AT_ONCE = 16;

/**
 * HTTP/2 and HTTP/3 are off: they repeat for further reasons (a stream refused, a ping or a
 * handshake that went wrong), also on a new connection. This app sends a few small requests an hour.
 */
export function useConnectionsOnce(app: App): void {
  app.commandLine.appendSwitch('disable-http2');
  app.commandLine.appendSwitch('disable-quic');
}

/**
 * Must be called once the app is ready. A request that waits for others here is not on its way yet:
 * its deadline counts from when it is.
 */
export function createNetworkFetch(limits: Partial<FetchLimits> = {}): typeof globalThis.fetch {
  const requestLimiter = createRequestLimiter(MOST_AT_ONCE, MOST_AT_ONCE);
  const idle: Session[] = [];

  return (input, init) =>
    new Promise((resolve, reject) => {
      void requestLimiter.run('network', async () => {
        const own = idle.pop() ?? createSession();
        const bounded = createBoundedFetch((...request) => send(own, ...request), limits);
        await bounded(input, init).then(resolve, reject);
        // Nobody waits for this; a session that did not let go is not used again.
        await own.closeAllConnections();
        idle.push(own);
      });
    });
}

function createSession(): Session {
  return session.fromPartition(`network-${randomUUID()}`, { cache: false });
}

function send(own: Session, ...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set('Connection', 'close');
  const url = input instanceof URL ? input.href : input;
  return own.fetch(url, { ...init, headers, credentials: 'omit' });
}
