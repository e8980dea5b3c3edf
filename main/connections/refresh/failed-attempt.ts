/** A request for new tokens that brought none. */
import { createHash } from 'node:crypto';

import type { Connection } from '../connection.js';
import { failureOf, type RequestFailure } from '../failures.js';

export type FailedAttempt = RequestFailure & {
  /** The connection as it was when the request was sent. */
  readonly connection: Connection;
  /** SHA-256 of the refresh token that was sent; null: none was. */
  readonly sentHash: string | null;
  /** The token had been sent before, and that response was lost. */
  readonly previousOutcomeUnknown: boolean;
};

type Sent = Pick<FailedAttempt, 'sentHash' | 'previousOutcomeUnknown'>;

/** @param sent left out: no refresh token was sent */
export function failedAttempt(
  connection: Connection,
  failure: RequestFailure,
  sent: Sent = { sentHash: null, previousOutcomeUnknown: false },
): FailedAttempt {
  return { ...failure, connection, ...sent };
}

export const refreshTokenMissing: RequestFailure = {
  kind: 'needs_sign_in',
  failure: failureOf('refresh_token_missing'),
  retryAfterMs: null,
};

export function hashOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex');
}
