/** Tokens in a response that was refused: nobody keeps them, and they are good until they are revoked. */
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { refreshTokenIn, tidyTokenResponse } from './token-response.js';
import type { IssuedTokens } from './token-set.js';

/** Passes the outcome on, and the tokens to the context where it is a failure. */
export async function discardIfRefused<T extends { readonly kind: string }>(
  outcome: Promise<T>,
  response: HttpResponse,
  { discardTokens }: OAuthContext,
): Promise<T> {
  const processed = await outcome;
  const tokens = processed.kind === 'ok' ? null : issuedTokensIn(response);
  if (tokens !== null) discardTokens?.(tokens);
  return processed;
}

function issuedTokensIn(response: HttpResponse): IssuedTokens | null {
  const { status, body } = tidyTokenResponse(response);
  const { access_token: accessToken, token_type: type } = body ?? {};
  if (status !== 200 || typeof accessToken !== 'string') return null;
  const isBound = typeof type === 'string' && type.toLowerCase() === 'dpop';
  const refreshToken = refreshTokenIn(response);
  return { accessToken, refreshToken, tokenType: isBound ? 'dpop' : 'bearer' };
}
