/** Tokens in a response that was refused: nobody keeps them, and they are good until they are revoked. */
import type { ClientAuthentication } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { HttpResponse } from './http-response.js';
import { andThen, type Outcome } from './outcome.js';
import { refreshTokenIn } from './received-refresh-token.js';
import type { AuthenticatedResponse } from './token-request.js';
import { tidyTokenResponse } from './token-response.js';
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

export interface Authenticated {
  /** The client authentication that the server has accepted. */
  readonly authentication: ClientAuthentication;
}

/** Processes the response to a token request, and discards its tokens where it is refused. */
export async function processTokens<T extends object>(
  request: Promise<Outcome<AuthenticatedResponse>>,
  process: (response: AuthenticatedResponse) => Promise<Outcome<T>>,
  context: OAuthContext,
): Promise<Outcome<T & Authenticated>> {
  return andThen(await request, async (response) => {
    const outcome = await discardIfRefused(process(response), response, context);
    const { authentication } = response;
    return outcome.kind === 'ok'
      ? { kind: 'ok', value: { ...outcome.value, authentication } }
      : outcome;
  });
}

function issuedTokensIn(response: HttpResponse): IssuedTokens | null {
  const { status, body } = tidyTokenResponse(response);
  const { access_token: accessToken, token_type: type } = body ?? {};
  if (status !== 200 || typeof accessToken !== 'string') return null;
  const isBound = typeof type === 'string' && type.toLowerCase() === 'dpop';
  const refreshToken = refreshTokenIn(response);
  return { accessToken, refreshToken, tokenType: isBound ? 'dpop' : 'bearer' };
}
