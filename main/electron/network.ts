/**
 * The network as the system has it (proxy, certificates), on an in-memory session of our own: no
 * cookies, no cache and no credentials of the person go along (ADR 0005).
 */
import { type App, session } from 'electron';

/**
 * Chromium repeats a request by itself, also a POST, when a connection that was used before breaks
 * before the answer: the server would see one refresh token twice, and a server that rotates may
 * then end the whole grant (H59, H64). A connection is therefore used once. That can be said in
 * HTTP/1.1 only, so HTTP/2 is off; this app sends a few small requests an hour.
 */
export function useConnectionsOnce(app: App): void {
  app.commandLine.appendSwitch('disable-http2');
}

/** Must be called once the app is ready. */
export function createNetworkFetch(): typeof globalThis.fetch {
  const own = session.fromPartition('network', { cache: false });
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Connection', 'close');
    const url = input instanceof URL ? input.href : input;
    return own.fetch(url, { ...init, headers, credentials: 'omit' });
  };
}
