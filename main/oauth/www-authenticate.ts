/** Challenges of a WWW-Authenticate header (RFC 9110 §11.6.1). */
import * as oauth from 'oauth4webapi';

import type { HttpResponse } from './http-response.js';

/**
 * The challenges for a token, in the order of the header. Reads them with the library, which parses the
 * header only as part of a request.
 */
export async function tokenChallenges({
  status,
  headers,
}: Pick<HttpResponse, 'status' | 'headers'>): Promise<readonly oauth.WWWAuthenticateChallenge[]> {
  const received = new Response(null, { status, headers: withQuotedValues(headers) });
  try {
    const nowhere = new URL('https://received.invalid');
    await oauth.protectedResourceRequest('none', 'GET', nowhere, undefined, undefined, {
      [oauth.customFetch]: () => Promise.resolve(received),
    });
    return [];
  } catch (error) {
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) return [];
    return error.cause.filter(({ scheme }) => /^(bearer|dpop)$/i.test(scheme));
  }
}

/** Quotes a value that a server left bare (RFC 9110 §11.2), for which the library drops the challenge. */
function withQuotedValues(received: Headers): Headers {
  const headers = new Headers(received);
  const name = 'www-authenticate';
  const quoted = (headers.get(name) ?? '').replace(
    /"(?:[^"\\]|\\.)*"|\b((?:resource_metadata|acr_values)\s*=\s*)([^\s",\\]+)/gi,
    (whole: string, parameter?: string, value?: string) =>
      parameter === undefined ? whole : `${parameter}"${value ?? ''}"`,
  );
  if (quoted !== '') headers.set(name, quoted);
  return headers;
}
