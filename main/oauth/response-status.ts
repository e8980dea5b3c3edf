import type { HttpResponse } from './http-response.js';
import { isVague, type Meaning } from './refusal.js';
import type { RequestContext } from './request-context.js';

/** The meaning of a status that counts more than the body; null where the body has to be read. */
export function meaningOfStatus({
  status,
  headers,
}: Pick<Response, 'status' | 'headers'>): Meaning | null {
  if (status === 511) return ['network_fault_retry', 'intercepted'];
  if (status === 407) return ['network_fault_retry', 'proxy_refused'];
  // Many a gateway sends 503 for a server that is down: it is busy only if it says when to come back.
  if (status === 429 || (status === 503 && headers.has('retry-after'))) {
    return ['server_fault_retry', 'server_busy'];
  }
  if (status === 408 || status === 425 || status >= 500) {
    return ['server_fault_retry', 'server_error'];
  }
  return status >= 300 && status < 400 ? ['rejected_response', 'response_rejected'] : null;
}

/**
 * The clear refusal of a refresh token in an internal error: some servers send what they throw. Other
 * statuses from 500 on are those of gateways, and whatever is beside them is not the server's answer.
 */
export function refusalInFault(
  { status, body }: Pick<HttpResponse, 'status'> & Partial<Pick<HttpResponse, 'body'>>,
  { sent, errors }: RequestContext,
): string | null {
  const error = body?.['error'];
  const isRefusal =
    status === 500 && sent === 'refresh_token' && typeof error === 'string' && !isVague(error);
  return isRefusal && errors[error]?.[1] === 'grant_refused' ? error : null;
}
