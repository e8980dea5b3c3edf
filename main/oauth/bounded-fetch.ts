/**
 * The only way protocol code reaches a server: a fetch with a deadline, an idle limit and a size
 * limit, that sends no cookies, uses no cache and follows no redirect. A refresh token travels in
 * request bodies, and a 307 would carry it along to wherever a server points.
 */
import { NetworkFault, networkFaultOf } from './network-fault.js';

export interface FetchLimits {
  /** Time from the request to the last byte of the response, in ms. */
  readonly totalMs: number;
  /** Time between two chunks of the response's body, in ms. */
  readonly idleMs: number;
  /** The largest body after decompression. */
  readonly bodyBytes: number;
}

const bare = { redirect: 'manual', credentials: 'omit', cache: 'no-store' } as const;

const defaultLimits: FetchLimits = { totalMs: 15_000, idleMs: 5_000, bodyBytes: 1024 * 1024 };

/**
 * Wraps a fetch (Node's, or Electron's net.fetch). The returned fetch resolves once the whole body
 * is here, and rejects with NetworkFault only.
 */
export function createBoundedFetch(
  fetch: typeof globalThis.fetch,
  limits: Partial<FetchLimits> = {},
): typeof globalThis.fetch {
  const { totalMs, idleMs, bodyBytes } = { ...defaultLimits, ...limits };

  return async (input, init) => {
    const stop = new AbortController();
    const caller = init?.signal ?? null;
    const cancel = () => {
      stop.abort(new NetworkFault('cancelled', 'cancelled', true));
    };
    const total = setTimeout(() => {
      stop.abort(new NetworkFault('timeout', `no response within ${String(totalMs)} ms`, true));
    }, totalMs);
    caller?.addEventListener('abort', cancel, { once: true });
    try {
      if (caller?.aborted === true) throw new NetworkFault('cancelled', 'cancelled', false);
      const response = await unlessStopped(
        fetch(input, { ...init, ...bare, signal: stop.signal }),
        stop.signal,
      );
      refuseRedirect(response, input);
      const body = await readBody(response, bodyBytes, idleMs, stop);
      return new Response(body, {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
      });
    } catch (error) {
      stop.abort();
      throw stop.signal.reason instanceof NetworkFault ? stop.signal.reason : networkFaultOf(error);
    } finally {
      clearTimeout(total);
      caller?.removeEventListener('abort', cancel);
    }
  };
}

/** The media type is JSON: `application/json` or any `+json` (RFC 6839 §3.1). */
export function isJson(response: Pick<Response, 'headers'>): boolean {
  const type = mediaType(response);
  return type === 'application/json' || /^application\/[\w.!#$&^-]+\+json$/.test(type);
}

/** Media type without parameters, in lower case; empty when the server names none. */
export function mediaType(response: Pick<Response, 'headers'>): string {
  return (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Does not wait for a fetch that ignores its signal. */
function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      reject(networkFaultOf(signal.reason));
    };
    signal.addEventListener('abort', stopped, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stopped);
    });
  });
}

function refuseRedirect(response: Response, input: string | URL | Request): void {
  if (response.type !== 'opaqueredirect' && (response.status < 300 || response.status > 399))
    return;
  const from = new URL(input instanceof Request ? input.url : input);
  const location = response.headers.get('location');
  const resolvable = location !== null && URL.canParse(location, from.href);
  const to = resolvable ? new URL(location, from.href) : null;
  void response.body?.cancel();
  throw new NetworkFault(
    'redirected',
    `HTTP ${String(response.status)} redirect${to === null ? '' : ` to ${to.host}`} not followed`,
    true,
    to === null ? null : siteOf(to) !== siteOf(from),
    to,
  );
}

/** Close enough to tell a redirect to `www.example.com` from one to a hotel's sign-in page. */
function siteOf(url: URL): string {
  return url.hostname.split('.').slice(-2).join('.');
}

async function readBody(
  response: Response,
  bodyBytes: number,
  idleMs: number,
  stop: AbortController,
): Promise<Uint8Array | null> {
  if (response.body === null) return null;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let idle: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      idle = setTimeout(() => {
        stop.abort(new NetworkFault('timeout', `silent for ${String(idleMs)} ms`, true));
      }, idleMs);
      const { done, value } = await unlessStopped(reader.read(), stop.signal);
      clearTimeout(idle);
      if (done) return size === 0 ? null : Buffer.concat(chunks);
      size += value.byteLength;
      if (size > bodyBytes) {
        throw new NetworkFault('too_large', `response over ${String(bodyBytes)} bytes`, true);
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(idle);
    void reader.cancel().catch(() => undefined);
  }
}
