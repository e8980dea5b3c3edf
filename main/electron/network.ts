/**
 * Requests go through the system's network (proxy, certificates) on in-memory sessions of our own,
 * without cookies, cache or the user's credentials (ADR 5). What Chromium refuses for
 * its authority alone gets a second opinion (ADR 22).
 *
 * Chromium itself repeats a request, even a POST, when a reused connection breaks before the response.
 * The server would see one refresh token twice, and a server that rotates may then revoke the whole
 * grant (H59, H64). So no connection is reused: a session carries one request at a time and closes its
 * connections before the next.
 */
import { randomUUID } from 'node:crypto';

import { type App, app, type Session, session } from 'electron';

import { createRequestLimiter } from '../concurrency/request-limiter.js';
import { createBoundedFetch, type FetchLimits } from '../oauth/bounded-fetch.js';
import { getWithBody } from './get-with-body.js';
import { systemBundles } from './system-authorities.js';
import { createSystemTrust } from './system-trust.js';

/** A session takes about 1 MB and cannot be destroyed, so further requests wait. */
const mostAtOnce = 16;

/** Chromium's name of it. */
const networkService = 'network.mojom.NetworkService';

/**
 * With HTTP/2 and HTTP/3 Chromium repeats requests for further reasons (a refused stream, a failed ping
 * or handshake), even on a new connection. This app sends a few small requests an hour: nothing is lost.
 */
export function disableHttp2AndHttp3(app: App): void {
  app.commandLine.appendSwitch('disable-http2');
  app.commandLine.appendSwitch('disable-quic');
}

/**
 * Must be called once the app is ready. A request may wait for a free session; its deadline counts from
 * when it is sent.
 *
 * @param bundles where the system keeps the authorities it trusts, on systems where Chromium does not look
 */
export function createNetworkFetch(
  limits: Partial<FetchLimits> = {},
  bundles: readonly string[] = process.platform === 'linux' ? systemBundles : [],
): typeof globalThis.fetch {
  const requestQueue = createRequestLimiter(mostAtOnce, mostAtOnce).createQueue();
  let idle: Session[] = [];
  // The sessions of a network process that crashed never work again; Electron starts another process.
  const stopWaiting = new Set<() => void>();
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== networkService) return;
    idle = [];
    stopWaiting.forEach((stop) => stop());
  });
  const sendTrusted = createSystemTrust(bundles);

  return (input, init) =>
    new Promise((resolve, reject) => {
      void requestQueue.run('network', async () => {
        const pool = idle;
        const free = pool.pop() ?? createSession();
        const bounded = createBoundedFetch(
          (...request) => send(free, sendTrusted, ...request),
          limits,
        );
        await bounded(input, init).then(resolve, reject);
        // The caller does not wait for this. A session that fails to close them is not used again.
        await new Promise<void>((resolve, reject) => {
          stopWaiting.add(resolve);
          void free
            .closeAllConnections()
            .then(resolve, reject)
            .finally(() => stopWaiting.delete(resolve));
        });
        pool.push(free);
      });
    });
}

function createSession(): Session {
  return session.fromPartition(`network-${randomUUID()}`, { cache: false });
}

async function send(
  on: Session,
  sendTrusted: ReturnType<typeof createSystemTrust>,
  ...[input, init]: Parameters<typeof fetch>
): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set('Connection', 'close');
  const url = input instanceof Request ? input.url : String(input);
  try {
    return await sendByChromium(on, url, headers, init);
  } catch (error) {
    const { method = 'GET', body, signal = null } = init ?? {};
    return sendTrusted(on, { url, method, headers, body, signal }, error);
  }
}

async function sendByChromium(
  on: Session,
  url: string,
  headers: Headers,
  init: RequestInit | undefined,
): Promise<Response> {
  const signal = init?.signal ?? null;
  if (init?.method === 'GET' && typeof init.body === 'string') {
    return getWithBody(on, url, headers, init.body, signal);
  }
  const mayAskAgain = init?.method === 'GET' && !headers.has('authorization');
  return on.fetch(url, { ...init, headers, credentials: 'omit' }).catch((error: unknown) => {
    // Electron does not say where the redirect leads; a request of its own does.
    if (!mayAskAgain || !(error instanceof Error) || error.message !== 'Redirect was cancelled') {
      throw error;
    }
    return getWithBody(on, url, headers, '', signal);
  });
}
