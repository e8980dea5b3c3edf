/**
 * What a token endpoint gave us (RFC 6749 §5.1), in our own terms: no wire names, times absolute.
 */
export interface TokenSet {
  readonly accessToken: string;
  /** Lower case, as RFC 6749 §7.1 compares it without regard to case. */
  readonly tokenType: 'bearer' | 'dpop';
  /** Null: the server gave none; the link ends with the access token. */
  readonly refreshToken: string | null;
  /** When the refresh token ends even if nobody uses it, ms since 1970; null: not said, or never. */
  readonly refreshTokenExpiresAt: number | null;
  /** The ID token as received (compact JWS), for its hint at sign-out; null without `openid`. */
  readonly idToken: string | null;
  readonly scopesGranted: readonly string[];
  /** When the response arrived, ms since 1970. */
  readonly issuedAt: number;
  /** `issuedAt` + `expires_in`, ms since 1970; null when the server named no expiry. */
  readonly expiresAt: number | null;
}
