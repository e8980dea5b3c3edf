/**
 * One HTTP request and its response, in two steps as oauth4webapi has them: `sendRequest` returns
 * the response as it is, so that a caller can first keep what must not be lost; `processResponse`
 * then has oauth4webapi read it.
 */
import { parseJsonObject } from '../text/json.js';
import { isJson, mediaType } from './bounded-fetch.js';
import { describeResponse, failureOfStatus } from './error-response.js';
import type { HttpResponse } from './http-response.js';
import { failureOfResponse, failureOfSending } from './oauth-error.js';
import { failed, hostOf, type OAuthFailure, type Outcome } from './outcome.js';
import type { RequestContext } from './request-context.js';
import { requiredAuthenticationIn } from './required-authentication.js';

/** Sends once, and once more where the server wants its own nonce in the proof: it has not acted then. */
export async function sendRequest(
  request: RequestContext,
  send: () => Promise<Response>,
): Promise<Outcome<HttpResponse>> {
  const first = await sendOnce(request, send);
  const needsNonce = request.dpop === true && first.kind === 'ok' && isNonceRequired(first.value);
  return needsNonce ? sendOnce(request, send) : first;
}

/** RFC 9449 §8 (in the body), §9 (in the challenge). */
function isNonceRequired({ status, headers, body }: HttpResponse): boolean {
  if ((status !== 400 && status !== 401) || !headers.has('dpop-nonce')) {
    return false;
  }
  const challenge = headers.get('www-authenticate') ?? '';
  return body?.['error'] === 'use_dpop_nonce' || /\berror="?use_dpop_nonce\b/.test(challenge);
}

async function sendOnce(
  request: RequestContext,
  send: () => Promise<Response>,
): Promise<Outcome<HttpResponse>> {
  try {
    const response = await send();
    const { status, headers } = response;
    // Response.text() would drop a byte order mark silently.
    const bytes = await response.arrayBuffer();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const body = parseJsonObject(text);
    return { kind: 'ok', value: { status, headers, text, body, receivedAt: request.now() } };
  } catch (error) {
    return failureOfSending(error, request);
  }
}

/**
 * Refuses a response for its status or media type, and hands every other to `read` as a Response
 * whose body is unread. `read` rejects as oauth4webapi does, or with RejectedResponse.
 */
export async function processResponse<T>(
  request: RequestContext,
  response: HttpResponse,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  const failure =
    (await failureOfAuthentication(response, request)) ??
    failureOfStatus(response, request) ??
    failureOfMediaType(response, request);
  if (failure !== null) return failure;
  try {
    return { kind: 'ok', value: await read(readable(response)) };
  } catch (error) {
    return failureOfResponse(error, request, response);
  }
}

/** RFC 9470: nothing is wrong with the request but how, or when, the user signed in. */
async function failureOfAuthentication(
  response: HttpResponse,
  { endpoint }: RequestContext,
): Promise<OAuthFailure | null> {
  const requiredAuthentication = await requiredAuthenticationIn(response);
  if (requiredAuthentication === null) return null;
  return failed('needs_sign_in', 'authentication_insufficient', {
    cause: describeResponse(response),
    host: hostOf(endpoint),
    serverError: 'insufficient_user_authentication',
    requiredAuthentication,
  });
}

/** `application/jwt` and the types derived from it, e.g. that of RFC 9701. */
export function isJwt(response: Pick<HttpResponse, 'headers'>): boolean {
  return /^application\/([\w-]+\+)?jwt$/.test(mediaType(response));
}

/** For a success whose body is not the JSON it has to be (RFC 6749 §5.1). */
function failureOfMediaType(response: HttpResponse, request: RequestContext): OAuthFailure | null {
  const { status, body } = response;
  if (status !== (request.successStatus ?? 200) || request.body === 'empty') return null;
  if (request.body === 'json_or_jwt' && isJwt(response)) return null;
  const host = hostOf(request.endpoint);
  if (!isJson(response)) {
    // A page in place of JSON comes from a network that wants a sign-in, unless it holds JSON.
    return mediaType(response) === 'text/html' && body === null
      ? failed('network_fault_retry', 'intercepted', { cause: 'a page, not JSON', host })
      : failed('rejected_response', 'response_rejected', {
          cause: 'content type is not JSON',
          host,
        });
  }
  return body === null
    ? failed('server_fault_retry', 'server_error', { cause: 'body is not a JSON object', host })
    : null;
}

/**
 * The response as oauth4webapi expects it. The library knows `application/json` only, and ignores
 * the body's error code where there is a WWW-Authenticate header, which RFC 6749 §5.2 has beside
 * it. A challenge that names the error itself (RFC 6750 §3) stays.
 */
function readable(response: HttpResponse): Response {
  const { status, text, body } = response;
  const headers = new Headers(response.headers);
  if (isJson(response)) headers.set('content-type', 'application/json');
  const challenge = headers.get('www-authenticate') ?? '';
  if (typeof body?.['error'] === 'string' && !/\berror=/.test(challenge)) {
    headers.delete('www-authenticate');
  }
  return new Response(text === '' ? null : text, { status, headers });
}
