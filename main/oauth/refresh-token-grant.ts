/** Refreshing an access token (RFC 6749 §6, OpenID Connect Core §12). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { judge, request } from './exchange.js';
import { verifiedIdTokenClaims } from './id-token.js';
import type { Claims } from './identity-claims.js';
import { checkRefreshedIdToken } from './id-token-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import { type Asked, RejectedAnswer } from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { resourceParameter } from './resource-indicator.js';
import {
  checkLifetime,
  refreshTokenIn,
  tidyTokenAnswer,
  tokenEndpointRefusals,
  tokenSetOf,
} from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface Refresh {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly refreshToken: string;
  /** When it ends, as far as known: so it stays where the same token goes on without a word. */
  readonly refreshTokenExpiresAt?: number | null;
  /** In force before; they stay so when the server names none. */
  readonly scopesBefore: readonly string[];
  /** `sub` of the account; null when the connection has none of the server's. */
  readonly expectedSubject: string | null;
  /** Of the ID token of the sign-in, which a new one has to agree with (OpenID Connect Core §12.2). */
  readonly idTokenClaimsBefore: Claims | null;
  readonly resource: string | null;
  readonly proofKey: ProofKey | null;
  /**
   * Called with the refresh token of an answer, whatever is wrong with the rest: from its arrival on
   * the old one may be worthless. Nobody is waited for before it is called, and nothing else in the
   * answer is given out before it has resolved.
   *
   * @param whole the answer with all that is in it, so that it can be kept in one write; null: it is
   *   refused, or a further question would have to be answered first
   */
  readonly keepRefreshToken: (refreshToken: string, whole: RefreshedTokens | null) => Promise<void>;
}

export interface RefreshedTokens {
  readonly tokens: TokenSet;
  readonly idTokenClaims: Claims | null;
}

/**
 * Sends the refresh token once. `unknown_outcome` means that the request may have been acted on and
 * the answer is lost; nothing is repeated here.
 *
 * Rejects only with what `keepRefreshToken` rejected with.
 */
export async function refreshTokens(
  refresh: Refresh,
  context: OAuthContext,
): Promise<Outcome<RefreshedTokens>> {
  const { server, client, refreshToken, scopesBefore, expectedSubject, resource, proofKey } =
    refresh;
  const as = libraryServer(server);
  const libClient = libraryClient(client, context);
  const asked: Asked = {
    endpoint: server.tokenEndpoint,
    refusals: tokenEndpointRefusals,
    lostAnswer: 'unknown_outcome',
    proven: proofKey !== null,
    now: context.now,
  };
  const options = {
    ...requestOptions(server.tokenEndpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
    additionalParameters: resourceParameter(resource),
  };
  const answer = await request(asked, () =>
    oauth.refreshTokenGrantRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      refreshToken,
      options,
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const received = refreshTokenIn(answer.value);
  const tidied = tidyTokenAnswer(answer.value);
  const judged = () =>
    judge(asked, tidied, async (response) => {
      checkLifetime(tidied.body);
      const result = await oauth.processRefreshTokenResponse(as, libClient, response);
      const tokens = tokenSetOf(result, proofKey, scopesBefore, arrivedAt);
      const idTokenClaims = await verifiedIdTokenClaims(server, response, result, context);
      if (idTokenClaims !== null) checkRefreshedIdToken(idTokenClaims, refresh);
      const subject = idTokenClaims?.['sub'];
      if (expectedSubject !== null && subject !== undefined && subject !== expectedSubject) {
        throw new RejectedAnswer('the ID token belongs to another account');
      }
      const nextToken = tokens.refreshToken ?? refreshToken;
      const endBefore = nextToken === refreshToken ? (refresh.refreshTokenExpiresAt ?? null) : null;
      const refreshTokenExpiresAt = tokens.refreshTokenExpiresAt ?? endBefore;
      return {
        tokens: { ...tokens, refreshToken: nextToken, refreshTokenExpiresAt },
        idTokenClaims,
      };
    });
  if (received === null) return judged();
  const judging = judged();
  // One turn is what judging takes by itself; for an ID token's signature and its keys nobody waits.
  const early = await Promise.race([judging, nextTurn()]);
  const kept = refresh.keepRefreshToken(received, early?.kind === 'ok' ? early.value : null);
  const [outcome] = await Promise.all([judging, kept]);
  return outcome;
}

const nextTurn = () => new Promise<null>((resolve) => setImmediate(() => resolve(null)));
