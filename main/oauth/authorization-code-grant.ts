/** Authorization code grant with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9207, OpenID Connect Core §3.1). */
import * as oauth from 'oauth4webapi';

import type { AuthorizationServer, Client } from './authorization-server.js';
import type { CallbackResponse } from './callback.js';
import { libraryAuthentication } from './client-authentication.js';
import type { OAuthContext } from './context.js';
import { judge, request } from './exchange.js';
import { verifiedIdTokenClaims } from './id-token.js';
import { checkIdToken } from './id-token-claims.js';
import { type Claims, type Identity, identityOf } from './identity-claims.js';
import { libraryClient, libraryServer, requestOptions } from './library-terms.js';
import {
  type Asked,
  failed,
  failureOfAnswer,
  hostOf,
  type Refusals,
  RejectedAnswer,
} from './oauth-failure.js';
import type { Outcome } from './outcome.js';
import { authorizationRefusals } from './authorization-request.js';
import { type ProofKey, proofOptions } from './proof-of-possession.js';
import { isSameRedirect } from './redirect-uri.js';
import { resourceParameter } from './resource-indicator.js';
import { serverClaimed, serverNamed } from './tenant-issuer.js';
import {
  checkLifetime,
  tidyTokenAnswer,
  tokenEndpointRefusals,
  tokenSetOf,
} from './token-response.js';
import type { TokenSet } from './token-set.js';

export interface Completion {
  /** As frozen when the sign-in began: the code goes to this server's token endpoint and to no other. */
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly redirectUri: string;
  readonly callback: CallbackResponse;
  readonly state: string;
  readonly nonce: string | null;
  readonly codeVerifier: string;
  readonly scopesAsked: readonly string[];
  readonly resource: string | null;
  readonly proofKey: ProofKey | null;
  /** As asked (authorization-request.ts); default: not asked. */
  readonly maxAgeSeconds?: number | null;
  readonly acrValues?: readonly string[];
}

export interface Grant {
  readonly tokens: TokenSet;
  /** From the ID token; null when there is none (then userinfo.ts may know). */
  readonly identity: Identity | null;
  readonly idTokenClaims: Claims | null;
}

const codeRefusals: Refusals = {
  ...tokenEndpointRefusals,
  invalid_grant: ['needs_sign_in', 'code_refused'],
};

/**
 * Judges an answer that came to this sign-in and exchanges its code for tokens. Nothing is sent
 * unless the answer arrived where it had to, bears our state and comes from this very server.
 */
export async function completeAuthorization(
  completion: Completion,
  context: OAuthContext,
): Promise<Outcome<Grant>> {
  const { server, client, callback, nonce, scopesAsked, resource, proofKey } = completion;
  const answering = serverNamed(server, callback.parameters.get('iss'));
  const as = libraryServer(answering);
  const libClient = libraryClient(client, context);
  const host = hostOf(server.issuer);

  if (!isSameRedirect(completion.redirectUri, callback.redirectUri)) {
    return failed('rejected_response', 'answer_from_other_service', {
      cause: 'the answer arrived on the address of another service',
      host,
    });
  }
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(as, libClient, callback.parameters, completion.state);
    if (parameters.getAll('code').filter(Boolean).length !== 1) throw new RejectedAnswer(oneCode);
  } catch (error) {
    return failureOfAuthorization(error, answering, completion, context);
  }

  const asked: Asked = {
    endpoint: server.tokenEndpoint,
    refusals: codeRefusals,
    proven: proofKey !== null,
    now: context.now,
  };
  const options = {
    ...requestOptions(server.tokenEndpoint, context),
    ...(await proofOptions(proofKey, libClient, context)),
    additionalParameters: resourceParameter(resource),
  };
  const answer = await request(asked, () =>
    oauth.authorizationCodeGrantRequest(
      as,
      libClient,
      libraryAuthentication(client.authentication),
      parameters,
      completion.redirectUri,
      completion.codeVerifier,
      options,
    ),
  );
  if (answer.kind !== 'ok') return answer;
  const arrivedAt = context.now();
  const tidied = tidyTokenAnswer(answer.value);
  return judge(asked, tidied, async (response) => {
    checkLifetime(tidied.body);
    const claimed = libraryServer(serverClaimed(answering, tidied.body?.['id_token']));
    const result = await oauth.processAuthorizationCodeResponse(claimed, libClient, response, {
      ...(nonce !== null && { expectedNonce: nonce, requireIdToken: true }),
    });
    const tokens = tokenSetOf(result, proofKey, scopesAsked, arrivedAt);
    const idTokenClaims = await verifiedIdTokenClaims(server, response, result, context);
    if (idTokenClaims !== null) checkIdToken(idTokenClaims, completion, arrivedAt);
    const identity = idTokenClaims === null ? null : identityOf(idTokenClaims);
    return { tokens, identity, idTokenClaims };
  });
}

const oneCode = 'not exactly one authorization code';

/** The answer itself is refused: it is someone else's, or not whole, or it says no. */
function failureOfAuthorization(
  error: unknown,
  server: AuthorizationServer,
  { callback }: Completion,
  context: OAuthContext,
) {
  const asked = {
    endpoint: server.issuer,
    refusals: authorizationRefusals,
    now: context.now,
  };
  const failure = failureOfAnswer(error, asked);
  if (error instanceof oauth.AuthorizationResponseError) return failure;
  const iss = callback.parameters.get('iss');
  const foreign = iss === null ? server.sendsIssuer : iss !== server.issuer;
  const code = foreign ? 'answer_from_other_service' : 'answer_rejected';
  return failed('rejected_response', code, failure.failure);
}
