/**
 * A service that rotates refresh tokens and refuses the old ones, as strict services do, on a test
 * clock and with any fault of the service or of the network in between.
 */
import type { Clock } from '../main/ports/clock.js';

/** How the service, and the network to it, treat a request. */
export type ServiceCondition =
  | 'fine'
  /** The server's name does not resolve. */
  | 'unreachable'
  /** The server acts, and its response never arrives. */
  | 'lost'
  /** The server never gets the request, which the client cannot know. */
  | 'silent'
  | 'busy'
  | 'fault'
  /** A page in place of JSON. */
  | 'portal'
  | 'ended'
  | 'client_refused';

export interface TokenRequest {
  readonly account: string;
  readonly at: number;
  /** On the monotonic clock. */
  readonly elapsedAt: number;
  readonly condition: ServiceCondition;
  /** The refresh token had been replaced already. */
  readonly stale: boolean;
  responseLost: boolean;
  /** The response that arrived; null: none, or none that changes the connection. */
  result: 'refreshed' | 'refused' | 'client_refused' | null;
}

/** Called at each step; may delay it, or never resolve. */
export type Gate = (point: string) => Promise<void>;

const open: Gate = () => Promise.resolve();

export interface RotatingServiceOptions {
  readonly clock: Clock;
  readonly graceMs: number;
  /** Lifetime of access tokens, in seconds. */
  readonly lifetime: number;
  readonly isOnline?: () => boolean;
  readonly condition?: () => ServiceCondition;
  /** Time from the server's action to its response, ms. */
  readonly latency?: () => number;
}

export function createRotatingService(options: RotatingServiceOptions) {
  const { clock, graceMs, lifetime } = options;
  const { isOnline = () => true, condition = () => 'fine', latency = () => 0 } = options;
  const accounts = new Map<string, { newest: number; replacedAt: number; ended: boolean }>();
  const requests: TokenRequest[] = [];
  const cutOff = new Set<() => void>();

  function accountOf(name: string) {
    const account = accounts.get(name) ?? { newest: 0, replacedAt: -Infinity, ended: false };
    accounts.set(name, account);
    return account;
  }

  function redeem(token: string): { readonly stale: boolean; readonly response: () => Response } {
    const { name, number } = readToken(token);
    const account = accountOf(name);
    const stale = number < account.newest;
    const inGrace =
      number === account.newest - 1 && clock.elapsed() - account.replacedAt <= graceMs;
    if (account.ended || (stale && !(inGrace && graceMs > 0))) {
      account.ended = true;
      return { stale, response: () => Response.json({ error: 'invalid_grant' }, { status: 400 }) };
    }
    if (!stale) {
      account.newest += 1;
      account.replacedAt = clock.elapsed();
    }
    const body = {
      access_token: `access.${name}.${account.newest}`,
      token_type: 'Bearer',
      expires_in: lifetime,
      refresh_token: tokenOf(name, account.newest),
    };
    return { stale, response: () => Response.json(body) };
  }

  async function token(form: URLSearchParams, gate: Gate): Promise<Response> {
    await gate('before the request');
    if (!isOnline()) throw networkError('ERR_INTERNET_DISCONNECTED');
    const sent = form.get('refresh_token') ?? '';
    const now = condition();
    const account = readToken(sent).name;
    const request: TokenRequest = {
      account,
      at: clock.now(),
      elapsedAt: clock.elapsed(),
      condition: now,
      stale: readToken(sent).number < accountOf(account).newest,
      responseLost: now === 'lost' || now === 'silent',
      result: now === 'client_refused' ? 'client_refused' : null,
    };
    requests.push(request);
    const refused = responseIn(now);
    if (refused) return refused;
    if (now === 'ended') accountOf(account).ended = true;
    const { response: responseTo } = redeem(sent);
    await gate('the server has acted');
    if (now === 'lost') throw networkError('ERR_CONNECTION_RESET');
    await inTransit(latency(), request);
    await gate('the status is here');
    const response = responseTo();
    request.result = response.ok ? 'refreshed' : 'refused';
    return inPieces(response, gate);
  }

  /** The response is in transit, while the network may change. */
  function inTransit(ms: number, request: TokenRequest): Promise<void> {
    if (ms === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const cut = () => {
        cutOff.delete(cut);
        request.responseLost = true;
        reject(networkError('ERR_NETWORK_CHANGED'));
      };
      cutOff.add(cut);
      clock.after(ms, () => {
        if (cutOff.delete(cut)) resolve();
      });
    });
  }

  return {
    requests,
    /** Breaks the connection of every response in transit. */
    cut: () => [...cutOff].forEach((cut) => cut()),
    newest: (name: string) => tokenOf(name, accountOf(name).newest),
    /** A sign-in: a new grant, whatever the state of the previous one. */
    signIn(name: string) {
      const account = accountOf(name);
      account.newest += 1;
      account.replacedAt = -Infinity;
      account.ended = false;
      return tokenOf(name, account.newest);
    },
    fetchThrough:
      (gate: Gate = open): typeof globalThis.fetch =>
      async (input, init) => {
        const request = new Request(input, init);
        const form = new URLSearchParams(await request.text());
        switch (new URL(request.url).pathname) {
          case '/token':
            return token(form, gate);
          case '/revoke':
            if (!isOnline()) throw networkError('ERR_INTERNET_DISCONNECTED');
            return responseIn(condition()) ?? new Response('', { status: 200 });
          default:
            return Response.json({ error: 'invalid_token' }, { status: 401 });
        }
      },
  };
}

export type RotatingService = ReturnType<typeof createRotatingService>;

export const tokenOf = (name: string, number: number) => `refresh.${name}.${number}`;

function readToken(token: string): { readonly name: string; readonly number: number } {
  const [, name = '', number = ''] = token.split('.');
  return { name, number: Number(number) };
}

/** The response in a condition in which the server does not act; null: it acts. */
function responseIn(condition: ServiceCondition): Response | null {
  switch (condition) {
    case 'unreachable':
      throw networkError('ERR_NAME_NOT_RESOLVED');
    case 'silent':
      throw networkError('ERR_TIMED_OUT');
    case 'busy':
      return new Response('', { status: 503 });
    case 'fault':
      return new Response('<html>', { status: 502 });
    case 'portal':
      return new Response('<html>Sign in to this hotel', {
        headers: { 'Content-Type': 'text/html' },
      });
    case 'client_refused':
      return Response.json({ error: 'invalid_client' }, { status: 401 });
    case 'fine':
    case 'lost':
    case 'ended':
      return null;
  }
}

function networkError(code: string): Error {
  return new Error(`net::${code}`);
}

/** The same response with a gate before each of its pieces. */
function inPieces(response: Response, gate: Gate): Response {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  const size = 8;
  let rest = new Uint8Array();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (rest.length === 0) {
        const next = await reader?.read();
        if (!next || next.done) {
          controller.close();
          return;
        }
        rest = Uint8Array.from(next.value);
      }
      await gate('a piece of the response');
      controller.enqueue(rest.subarray(0, size));
      rest = rest.subarray(size);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
