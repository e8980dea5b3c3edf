/**
 * One message to a server and its answer, in two steps: `request` gets an answer and no more, so
 * that a caller can keep what must not be lost; `judge` then lets oauth4webapi read it.
 */
import { isJson, mediaType } from './bounded-fetch.js';
import {
  type Asked,
  failed,
  failureOfAnswer,
  failureOfRequest,
  failureOfStatus,
  hostOf,
} from './oauth-failure.js';
import type { Outcome } from './outcome.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as a JSON object, whatever its media type; null when it is none. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** Sends once, and once more where the server wants its own nonce in the proof: it has not acted then. */
export async function request(
  asked: Asked,
  send: () => Promise<Response>,
): Promise<Outcome<Answer>> {
  const first = await requestOnce(asked, send);
  const again = asked.proven === true && first.kind === 'ok' && wantsNonce(first.value);
  return again ? requestOnce(asked, send) : first;
}

/** RFC 9449 §8 (in the body), §9 (in the challenge). */
function wantsNonce({ status, headers, body }: Answer): boolean {
  if ((status !== 400 && status !== 401) || !headers.has('dpop-nonce')) {
    return false;
  }
  const challenge = headers.get('www-authenticate') ?? '';
  return body?.['error'] === 'use_dpop_nonce' || /\berror="?use_dpop_nonce\b/.test(challenge);
}

async function requestOnce(asked: Asked, send: () => Promise<Response>): Promise<Outcome<Answer>> {
  try {
    const response = await send();
    const { status, headers } = response;
    // Response.text() would take a byte order mark away unseen.
    const bytes = await response.arrayBuffer();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { kind: 'ok', value: { status, headers, text, body: jsonObject(text) } };
  } catch (error) {
    return failureOfRequest(error, asked);
  }
}

/**
 * Refuses an answer that says by its status or type what it is, and hands every other to `read` as
 * a Response with its body unread. `read` throws what oauth4webapi throws.
 */
export async function judge<T>(
  asked: Asked,
  answer: Answer,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  const refused = failureOfStatus(answer, asked) ?? notJsonFailure(answer, asked);
  if (refused !== null) return refused;
  try {
    return { kind: 'ok', value: await read(readable(answer)) };
  } catch (error) {
    return failureOfAnswer(error, asked);
  }
}

/** `application/jwt` and its kin, e.g. of RFC 9701. */
export function isJwt(answer: Pick<Answer, 'headers'>): boolean {
  return /^application\/([\w-]+\+)?jwt$/.test(mediaType(answer));
}

/** `request` and `judge` at once, where nothing has to be kept in between. */
export async function ask<T>(
  asked: Asked,
  send: () => Promise<Response>,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  const answer = await request(asked, send);
  return answer.kind === 'ok' ? judge(asked, answer.value, read) : answer;
}

/** A success that is not the JSON it has to be (RFC 6749 §5.1). */
function notJsonFailure(answer: Answer, asked: Asked) {
  const { status, body } = answer;
  if (status !== (asked.success ?? 200) || asked.answer === 'empty') return null;
  if (asked.answer === 'json_or_jwt' && isJwt(answer)) return null;
  const host = hostOf(asked.endpoint);
  if (!isJson(answer)) {
    // A page where JSON was due is a network that wants a sign-in, unless JSON is what it holds.
    return mediaType(answer) === 'text/html' && body === null
      ? failed('network_fault_retry', 'network_intercepted', { cause: 'a page, not JSON', host })
      : failed('rejected_response', 'response_rejected', {
          cause: 'content type is not JSON',
          host,
        });
  }
  return body === null
    ? failed('server_fault_retry', 'server_fault', { cause: 'body is not a JSON object', host })
    : null;
}

/**
 * The answer as oauth4webapi reads it: it knows `application/json` only, and does not look at the
 * body's error code when there is a WWW-Authenticate header, which RFC 6749 §5.2 has beside it. A
 * challenge that names the error itself (RFC 6750 §3) stays.
 */
function readable(answer: Answer): Response {
  const { status, text, body } = answer;
  const headers = new Headers(answer.headers);
  if (isJson(answer)) headers.set('content-type', 'application/json');
  const challenge = headers.get('www-authenticate') ?? '';
  if (typeof body?.['error'] === 'string' && !/\berror=/.test(challenge)) {
    headers.delete('www-authenticate');
  }
  return new Response(text === '' ? null : text, { status, headers });
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
