/** TLS connections of Node's own, where Chromium does not know the authority of a server. */
import { once } from 'node:events';
import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';

import { NetworkFault } from '../oauth/network-fault.js';
import { weaknessOf } from './certificate-strength.js';

export interface TlsTarget {
  readonly url: URL;
  /** As Chromium resolves it for the URL, such as `DIRECT` or `PROXY proxy.example:3128`. */
  readonly proxy: string;
  readonly signal: AbortSignal | null;
}

export type VerifiedConnection =
  | { readonly kind: 'verified'; readonly socket: TLSSocket }
  /** @property reason as Chromium names it */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Connects and lets OpenSSL verify the server by these authorities and no others: chain, validity, host
 * name, purpose and constraints. Nothing is sent before that. Rejects with NetworkFault where a proxy does
 * not let it through.
 */
export async function connectVerified(
  target: TlsTarget,
  authorities: readonly string[],
): Promise<VerifiedConnection> {
  let socket: TLSSocket;
  try {
    socket = await open(target, { ca: [...authorities] });
  } catch (error) {
    // The fault of a proxy says nothing about the server.
    if (error instanceof NetworkFault) throw error;
    return { kind: 'refused', reason: reasonOf(error) };
  }
  const chain = chainOf(socket).map(({ raw }) => raw);
  const weakness = socket.authorized
    ? weaknessOf(chain, hostnameOf(target.url))
    : 'ERR_CERT_AUTHORITY_INVALID';
  if (weakness === null) return { kind: 'verified', socket };
  socket.destroy();
  return { kind: 'refused', reason: weakness };
}

/**
 * The name of the authority that a server's certificate names, as the server says it: nothing is sent
 * to the server and nothing is believed. Null: the server signed its certificate itself.
 */
export async function namedSigner(target: TlsTarget): Promise<string | null> {
  const socket = await open(target, { rejectUnauthorized: false });
  const chain = chainOf(socket);
  socket.destroy();
  return signerOf(chain);
}

async function open(target: TlsTarget, options: ConnectionOptions): Promise<TLSSocket> {
  const { url, proxy, signal } = target;
  const host = hostnameOf(url);
  const port = Number(url.port || 443);
  const tunnel = await tunnelTo(host, port, proxy, signal);
  const socket = connect({
    ...(tunnel === null ? { host, port } : { host, socket: tunnel }),
    ...(isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    ...options,
  });
  try {
    await once(socket, 'secureConnect', { signal: signal ?? undefined });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw error;
  }
  return socket;
}

/** Null: no proxy is needed. Rejects where there is one that this cannot use, or that refuses. */
async function tunnelTo(
  host: string,
  port: number,
  proxy: string,
  signal: AbortSignal | null,
): Promise<Socket | null> {
  const [first = ''] = proxy.split(';');
  if (/^\s*DIRECT\s*$/i.test(first)) return null;
  const [, proxyHost, proxyPort] = /^\s*PROXY\s+(.+):(\d+)\s*$/i.exec(first) ?? [];
  if (proxyHost === undefined) throw proxyFault('ERR_NO_SUPPORTED_PROXIES');
  const authority = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  const asking = request({
    host: proxyHost.replace(/^\[|\]$/g, ''),
    port: Number(proxyPort),
    method: 'CONNECT',
    path: authority,
    headers: { host: authority },
    agent: false,
    ...(signal !== null && { signal }),
  });
  // Another one after the first, such as that of an abort, has no meaning here.
  asking.on('error', () => undefined).end();
  const connected = once(asking, 'connect').catch((error: unknown) => {
    signal?.throwIfAborted();
    throw proxyFault('ERR_PROXY_CONNECTION_FAILED', error);
  });
  const [response, socket] = (await connected) as [{ readonly statusCode?: number }, Socket];
  if (response.statusCode === 200) return socket;
  socket.destroy();
  // Only Chromium can sign in at a proxy, with the password of the system's own sign-in.
  throw proxyFault(
    response.statusCode === 407 ? 'ERR_PROXY_AUTH_REQUESTED' : 'ERR_TUNNEL_CONNECTION_FAILED',
  );
}

/** @param reason as Chromium names it */
function proxyFault(reason: string, cause?: unknown): NetworkFault {
  return Object.assign(new NetworkFault('proxy', reason, false), { cause });
}

function hostnameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** The server's own first. An authority that signed itself is its own issuer. */
function chainOf(socket: TLSSocket): readonly PeerCertificate[] {
  const chain: PeerCertificate[] = [];
  let next: PeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && !chain.some(({ raw }) => raw.equals(next?.raw ?? raw))) {
    chain.push(next);
    next = 'issuerCertificate' in next ? (next.issuerCertificate as PeerCertificate) : undefined;
  }
  return chain;
}

function signerOf(chain: readonly PeerCertificate[]): string | null {
  const last = chain.at(-1);
  if (last === undefined) throw new Error('no certificate');
  const isOwn = chain.length === 1 && JSON.stringify(last.subject) === JSON.stringify(last.issuer);
  if (isOwn) return null;
  const { CN, O, OU } = last.issuer as Partial<Record<'CN' | 'O' | 'OU', string | string[]>>;
  const [name = ''] = [CN ?? O ?? OU ?? ''].flat();
  return name;
}

const reasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'ERR_CERT_DATE_INVALID',
  CERT_REVOKED: 'ERR_CERT_REVOKED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? 'ERR_CERT_AUTHORITY_INVALID';
}
