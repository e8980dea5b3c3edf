/** Checks of every token, whichever grant it was issued for. */
import { RejectedResponse } from './oauth-error.js';

export const longestToken = 256 * 1024;

/** Throws RejectedResponse for an access token that cannot be used or stored. */
export function checkAccessToken(token: string): void {
  // RFC 6750 §2.1: it goes into a header, where a space or a line break would end it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new RejectedResponse('access token holds characters that no header can carry');
  }
  checkTokenLength(token);
}

/** Throws RejectedResponse for a token of any kind that is too long to store. */
export function checkTokenLength(token: string): void {
  if (token.length > longestToken) {
    throw new RejectedResponse(`token over ${String(longestToken)} characters`);
  }
}
