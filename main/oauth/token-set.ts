import type { JsonObject } from '../text/json.js';
import type { ResponseAdjustment } from './token-response-adjustments.js';

/** A token response (RFC 6749 §5.1) in our own terms: no wire names, absolute times in ms since 1970. */
export interface TokenSet {
  readonly accessToken: string;
  /** In lower case: RFC 6749 §7.1 ignores case. */
  readonly tokenType: 'bearer' | 'dpop';
  /** Null: the server issued none, so the connection ends with the access token. */
  readonly refreshToken: string | null;
  /** When the refresh token expires even if it is not used; null: unknown, or never. */
  readonly refreshTokenExpiresAt: number | null;
  /** As received (compact JWS); null without `openid`. */
  readonly idToken: string | null;
  readonly scopesGranted: readonly string[];
  /** When the response arrived. */
  readonly issuedAt: number;
  /** `issuedAt` + `expires_in`; null when the server named no expiry. */
  readonly expiresAt: number | null;
  /** The access in the server’s own terms, beside its scopes (RFC 9396 §7). */
  readonly authorizationDetails?: readonly JsonObject[] | undefined;
  /** How the response differed from the standard. */
  readonly adjustments: readonly ResponseAdjustment[];
}

/** As much of it as revoking takes. */
export type IssuedTokens = Pick<TokenSet, 'accessToken' | 'refreshToken' | 'tokenType'>;
