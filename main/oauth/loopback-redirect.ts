/**
 * The loopback redirect (RFC 8252 §7.3): a listener on this computer alone, open for one sign-in. Any
 * program here and any web page can call it; it only passes on what comes to its one path, and the
 * sign-in's `state` decides the rest.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { limitConnections } from './connection-limit.js';
import { OutcomeOfLatest } from './loopback-outcome.js';
import {
  loopbackPage,
  type LoopbackOutcome,
  type LoopbackPageText,
  pageHeaders,
} from './loopback-page.js';
import { loopbackHosts, type RedirectHost } from './loopback.js';
import type { PeerUsers } from './peer-user.js';

export interface LoopbackRedirect {
  /** `http://127.0.0.1:PORT/callback/<service id>`, or with `localhost` where that was requested. */
  readonly redirectUri: string;
  /**
   * Called with the whole address of each request to the path, for readCallback(). The page shows the
   * outcome if that is known soon enough.
   */
  onCallback(listener: (url: string) => Promise<LoopbackOutcome>): void;
  /** Called when a program of another user of this computer calls the path; it gets no further (N2). */
  onOtherUser(listener: () => void): void;
  /**
   * Resolves once the port is closed: at once, or where a browser that has just delivered a response
   * has yet to fetch the closing page, within a second, and then once it has that page.
   */
  close(): Promise<void>;
}

export interface LoopbackRequest {
  /** '/callback/<service id>' (redirect-uri.ts). */
  readonly path: string;
  /** For the page that the browser shows afterwards. */
  readonly pageText: LoopbackPageText;
  /** Only for services that insist on one, or on one of several; default: any free port. */
  readonly port?: number | readonly number[];
  /** The registered name; `localhost` only for services that insist on it (RFC 8252 §8.3). */
  readonly host?: RedirectHost;
  readonly peerUsers: PeerUsers;
}

const mostConnections = 32;
const donePath = '/done';
const graceMs = 1_000;
/** The browser shows a page without the outcome, where that is not known so soon. */
const outcomeMs = 5_000;

/**
 * Listens on 127.0.0.1, and at the same port of [::1] where there is one. Rejects with the system's
 * error when each of the ports is taken.
 */
export async function listenForRedirect({
  path,
  pageText,
  port = 0,
  host: advertised = '127.0.0.1',
  peerUsers,
}: LoopbackRequest): Promise<LoopbackRedirect> {
  const listeners: ((url: string) => Promise<LoopbackOutcome>)[] = [];
  const otherUserListeners: (() => void)[] = [];
  const servers: Server[] = [];
  let pageDue = false;
  let pagesInProgress = 0;
  const outcomes = new OutcomeOfLatest();
  let onPageShown = () => {
    pageDue = false;
  };

  const stopListening = async () => {
    if (pageDue) {
      await new Promise<void>((resolve) => {
        onPageShown = resolve;
        setTimeout(() => {
          if (pagesInProgress === 0) resolve();
        }, graceMs).unref();
      });
    }
    await Promise.all(servers.map(stop));
  };
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= stopListening());

  /** Other users can read the authorization URL, with its `state`, on the command line of a browser. */
  const isFromOtherUser = async ({ socket }: IncomingMessage) => {
    const { remotePort, localPort } = socket;
    if (remotePort === undefined || localPort === undefined) return true;
    return (await peerUsers.userOf({ remotePort, localPort })) === 'another_user';
  };

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', method } = request;
    const host = request.headers.host ?? '';
    const target = url.split('?')[0];
    const reply = (status: number, headers: Readonly<Record<string, string>> = {}, body = '') => {
      response.writeHead(status, { ...pageHeaders, ...headers }).end(body);
    };
    // Refuses other names that someone points at 127.0.0.1 (DNS rebinding), and what pages fetch or embed.
    if (!isOurHost(host, listeningPort, advertised) || !isNavigation(request)) {
      reply(404);
    } else if (method !== 'GET') {
      reply(405, { allow: 'GET' });
    } else if (target === '/favicon.ico') {
      reply(204);
    } else if (target === donePath) {
      pagesInProgress += 1;
      response.once('close', () => {
        pagesInProgress -= 1;
        onPageShown();
      });
      void outcomes.within(outcomeMs).then((outcome) => {
        reply(200, {}, loopbackPage(outcome, pageText));
      });
    } else if (target === path) {
      void isFromOtherUser(request).then((isRefused) => {
        if (isRefused) {
          reply(404);
          for (const listener of otherUserListeners) listener();
          return;
        }
        pageDue = true;
        // A fixed address, so that the code leaves the address bar and the redirect is not an open one.
        reply(303, { location: donePath });
        for (const listener of listeners) outcomes.follow(listener(`http://${host}${url}`));
      });
    } else {
      reply(404);
    }
  };

  const ports = typeof port === 'number' ? [port] : port;
  servers.push(...(await listenAtFirst(handle, ports, advertised)));
  const listeningPort = portOf(servers[0]);

  return {
    redirectUri: `http://${advertised}:${String(listeningPort)}${path}`,
    onCallback: (listener) => {
      listeners.push(listener);
    },
    onOtherUser: (listener) => {
      otherUserListeners.push(listener);
    },
    close,
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Tries the ports in turn; throws what the last one threw. */
async function listenAtFirst(
  handle: Handler,
  ports: readonly number[],
  advertised: string,
): Promise<readonly [Server, ...Server[]]> {
  let lastError: unknown = new Error('no port to listen at');
  for (const port of ports) {
    try {
      return await listenOnBoth(handle, port, advertised);
    } catch (error) {
      lastError = error;
    }
  }
  throw lastError;
}

/** A computer may have no [::1]; but while we advertise `localhost`, another program on it would get our responses. */
async function listenOnBoth(
  handle: Handler,
  port: number,
  advertised: string,
): Promise<readonly [Server, ...Server[]]> {
  const first = await listen(handle, '127.0.0.1', port);
  try {
    return [first, await listen(handle, '::1', portOf(first))];
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || advertised !== 'localhost') return [first];
    await stop(first);
    throw error;
  }
}

function portOf(server: Server | undefined): number {
  return (server?.address() as AddressInfo).port;
}

function listen(handle: Handler, host: string, port: number): Promise<Server> {
  const server = createServer(
    {
      // Also a response too long to be read arrives, so that the app can say so.
      maxHeaderSize: 128 * 1024,
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      // Node's default checks for slow clients every 30 s.
      connectionsCheckingInterval: 1_000,
    },
    handle,
  );
  limitConnections(server, mostConnections);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** Its own name, and where that is `localhost` also the two addresses it stands for. */
function isOurHost(host: string, port: number, advertised: RedirectHost): boolean {
  const names = advertised === 'localhost' ? loopbackHosts : [advertised];
  return names.some((name) => host === `${name}:${String(port)}`);
}

/**
 * A page that a user navigates to, not a frame, an image or a script's request (Fetch Metadata).
 * Programs and old browsers send no Sec-Fetch-Dest, and any program could send what it likes.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
function isNavigation({ headers }: IncomingMessage): boolean {
  const { 'sec-fetch-dest': destination, 'sec-fetch-mode': mode } = headers;
  return destination === undefined || (destination === 'document' && mode === 'navigate');
}
