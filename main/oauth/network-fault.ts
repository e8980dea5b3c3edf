/**
 * Faults between us and a server before there is a response. Node's fetch (`cause.code`) and
 * Chromium's (`net::ERR_…`) name the same faults differently; this is the one place that knows both.
 */
export type NetworkFaultKind =
  /** This computer itself reports that it has no network; one unreachable server does not prove that. */
  | 'offline'
  /** The name does not resolve, or nothing listens at that address. */
  | 'unreachable'
  /** The connection ended before the response was complete. */
  | 'interrupted'
  | 'timeout'
  | 'certificate'
  /** The server requires a client certificate; none is ever sent (H99). */
  | 'client_certificate'
  | 'proxy'
  | 'redirected'
  | 'too_large'
  /** We ended it ourselves: the user cancelled, or the app quits. */
  | 'cancelled';

/** An authority that is not trusted here. */
export interface UntrustedSigner {
  /** The name that the certificate gives, which proves nothing; null: it is signed by itself. */
  readonly signer: string | null;
  /** Files in which authorities were looked for; empty: the system's own store. */
  readonly searched: readonly string[];
}

export class NetworkFault extends Error {
  override readonly name = 'NetworkFault';

  /**
   * @param technical an error code or a fixed text, never a URL or anything that a server wrote
   * @param mayHaveArrived the server may have seen the request and acted on it
   * @param elsewhere the redirect led to another site; null when that is not known
   * @param location where the redirect led; null when that is not known
   * @param untrusted the authority of the server's certificate, where that is the fault
   */
  constructor(
    readonly kind: NetworkFaultKind,
    readonly technical: string,
    readonly mayHaveArrived: boolean,
    readonly elsewhere: boolean | null = null,
    readonly location: URL | null = null,
    readonly untrusted?: UntrustedSigner,
  ) {
    super(technical);
  }
}

/** The first match wins. Third column: the request may have arrived. */
const faults: readonly (readonly [RegExp, NetworkFaultKind, boolean])[] = [
  [/^ERR_(PROXY|TUNNEL|MANDATORY_PROXY|SOCKS|UNEXPECTED_PROXY)_/, 'proxy', false],
  // Also sent, or caused, by a server after it has read the request.
  [/^ERR_SSL_(PROTOCOL_ERROR|BAD_RECORD_MAC_ALERT)$/, 'certificate', true],
  // A server checks for the certificate before it reads a request.
  [/^ERR_(SSL_CLIENT_AUTH_|BAD_SSL_CLIENT_AUTH_CERT$)/, 'client_certificate', false],
  [/_ALERT_CERTIFICATE_REQUIRED$/, 'client_certificate', false],
  [/^ERR_(CERT|SSL|TLS|BAD_SSL)_|^CERT_|^EPROTO$/, 'certificate', false],
  [/SELF_SIGNED|^UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|^HOSTNAME_MISMATCH$/, 'certificate', false],
  [/^(ERR_INTERNET_DISCONNECTED|ENETUNREACH|ENETDOWN)$/, 'offline', false],
  [/^ERR_(NETWORK_CHANGED|NETWORK_IO_SUSPENDED)$/, 'interrupted', true],
  [
    /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/,
    'unreachable',
    false,
  ],
  [/^ERR_(NAME_|DNS_|ADDRESS_|CONNECTION_REFUSED|CONNECTION_FAILED)/, 'unreachable', false],
  [/^ERR_(UNSAFE_PORT|BLOCKED_|DISALLOWED_)/, 'unreachable', false],
  [/^(UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_TIMED_OUT)$/, 'timeout', false],
  [/TIMED_?OUT|_TIMEOUT$/, 'timeout', true],
];

/**
 * Classifies any error that a fetch rejected with. An unknown one counts as a connection that broke
 * after the request was sent: the assumption that loses nothing.
 */
export function networkFaultOf(error: unknown): NetworkFault {
  if (error instanceof NetworkFault) return error;
  const seen = errorChain(error);
  if (seen.some((each) => /redirect/i.test(messageOf(each)))) {
    return new NetworkFault('redirected', 'redirect not followed', true);
  }
  for (const each of seen) {
    const code = codeOf(each);
    if (code === null) continue;
    const match = faults.find(([pattern]) => pattern.test(code));
    if (match === undefined) continue;
    const connecting = 'syscall' in each && each.syscall === 'connect';
    return new NetworkFault(match[1], code, match[2] && !connecting);
  }
  const last = seen.map(codeOf).find((code) => code !== null);
  return new NetworkFault('interrupted', last ?? 'connection lost', true);
}

/** The error, its causes, and the attempts of a dual-stack connection. */
function errorChain(error: unknown): Error[] {
  const chain: Error[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && chain.length < 10) {
    const next = waiting.shift();
    if (!(next instanceof Error)) continue;
    chain.push(next);
    waiting.push(next.cause);
    if (next instanceof AggregateError) waiting.push(...(next.errors as unknown[]));
  }
  return chain;
}

function codeOf(error: Error): string | null {
  const chromium = /net::(ERR_[A-Z0-9_]+)/.exec(messageOf(error))?.[1];
  if (chromium !== undefined) return chromium;
  if (error.name === 'TimeoutError') return 'ERR_TIMED_OUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function messageOf(error: Error): string {
  return error.message;
}
