/**
 * A second opinion where Chromium does not know the authority of a server (ADR 22). On Linux it reads
 * its own store and NSS only, so there the request is sent over a connection that OpenSSL has verified
 * by the authorities that were added to the system's store. Everything else stays refused, and the
 * failure names the authority.
 */
import { request } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { TLSSocket } from 'node:tls';

import type { Session } from 'electron';

import { NetworkFault } from '../oauth/network-fault.js';
import { outsideText } from '../text/outside-text.js';
import { createSystemAuthorities } from './system-authorities.js';
import { connectVerified, namedSigner, type TlsTarget } from './tls-connection.js';

const unknownAuthority = 'ERR_CERT_AUTHORITY_INVALID';
/** NSS, to which users add authorities on Linux with `certutil` or in a browser. */
const nssStore = '~/.pki/nssdb';
/** How long a server may take to show its certificate once more, ms. */
const inspectionMs = 5_000;

export interface UnsentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestInit['body'];
  readonly signal: AbortSignal | null;
}

/**
 * Returns a function that takes a request which Chromium did not send, and Chromium's reason. Resolves
 * to the response, or rejects with the reason.
 *
 * @param bundles where the system keeps the authorities it trusts; none where Chromium reads its store
 */
export function createSystemTrust(bundles: readonly string[]) {
  const readAuthorities = createSystemAuthorities(bundles);
  return async (on: Session, unsent: UnsentRequest, reason: unknown): Promise<Response> => {
    const url = new URL(unsent.url);
    if (!isUnknownAuthority(reason) || url.protocol !== 'https:') throw reason;
    const { signal } = unsent;
    const target: TlsTarget = { url, proxy: await on.resolveProxy(url.href), signal };
    const { bundle, certificates } = await readAuthorities();
    if (certificates.length > 0) {
      const connection = await connectVerified(target, certificates);
      if (connection.kind === 'verified') return send(connection.socket, unsent, on.getUserAgent());
      if (connection.reason !== unknownAuthority) {
        throw new NetworkFault('certificate', connection.reason, false);
      }
    }
    const searched = bundles.length === 0 ? [] : [...(bundle === null ? [] : [bundle]), nssStore];
    throw new NetworkFault('certificate', unknownAuthority, false, null, null, {
      signer: await signerFor(target, reason),
      searched,
    });
  };
}

function isUnknownAuthority(reason: unknown): boolean {
  return reason instanceof Error && reason.message === `net::${unknownAuthority}`;
}

/** Rejects with the reason where the server does not show its certificate again. */
async function signerFor(target: TlsTarget, reason: unknown): Promise<string | null> {
  const limit = AbortSignal.timeout(inspectionMs);
  const signal = target.signal === null ? limit : AbortSignal.any([target.signal, limit]);
  const signer = await namedSigner({ ...target, signal }).catch(() => {
    throw reason;
  });
  // The server chose the name.
  return signer === null ? null : outsideText('signer', signer);
}

/** Without cookies, cache, redirects, another connection or another attempt. */
async function send(
  socket: TLSSocket,
  { url, method, headers, body, signal }: UnsentRequest,
  userAgent: string,
): Promise<Response> {
  const { host, pathname, search } = new URL(url);
  const content = await new Response(body).arrayBuffer();
  const sent = new Headers(headers);
  if (body instanceof URLSearchParams && !sent.has('content-type')) {
    sent.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  if (!sent.has('user-agent')) sent.set('user-agent', userAgent);
  if (!sent.has('accept')) sent.set('accept', '*/*');
  sent.set('accept-encoding', 'identity');
  sent.set('host', host);
  if (content.byteLength > 0 || method !== 'GET') {
    sent.set('content-length', String(content.byteLength));
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({
      createConnection: () => socket,
      method,
      path: `${pathname}${search}`,
      headers: Object.fromEntries(sent),
      ...(signal !== null && { signal }),
    });
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      const received = new Headers();
      for (const [name, value] of Object.entries(incoming.headersDistinct)) {
        for (const each of value ?? []) received.append(name, each);
      }
      const { statusCode: status = 0 } = incoming;
      const hasBody = status !== 204 && status !== 205 && status !== 304;
      if (!hasBody) incoming.resume();
      const stream = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
      resolve(new Response(stream, { status, headers: received }));
    });
    outgoing.end(Buffer.from(content));
  });
}
