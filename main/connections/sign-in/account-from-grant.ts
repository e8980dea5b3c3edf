/** The account that tokens belong to: what the ID token, userinfo and the token response say about it. */
import type { Grant } from '../../oauth/authorization-code-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import type { RequiredAuthentication } from '../../oauth/required-authentication.js';
import { fetchUserinfo } from '../../oauth/userinfo.js';
import type { Account, SignInParameters } from '../connection.js';
import { failureFromOAuth, type RequestFailure } from '../failures.js';

export type AccountOutcome =
  | RequestFailure
  | {
      readonly kind: 'ok';
      readonly value: Account;
      /** The sign-in that userinfo wants before it answers (RFC 9470). */
      readonly requiredAuthentication?: RequiredAuthentication | undefined;
    };

/**
 * The user has agreed and the tokens are here, so a userinfo that says nothing usable costs nothing:
 * the account stays unidentified. Only a userinfo of another account than the
 * ID token's is refused (OpenID Connect Core §5.3.2).
 *
 * @param attemptId serves as the subject of an unidentified account
 */
export async function accountFromGrant(
  grant: Grant,
  attemptId: string,
  { server, client, proofKey }: SignInParameters,
  oauth: OAuthContext,
): Promise<AccountOutcome> {
  const { issuer, userinfoEndpoint } = server;
  const { identity, subject, tokens } = grant;
  const isNamed = identity !== null && identity.name !== null;
  const asks = userinfoEndpoint !== null && !isNamed;
  let requiredAuthentication: RequiredAuthentication | undefined;
  if (asks) {
    const { accessToken } = tokens;
    const expectedSubject = identity?.subject ?? null;
    const question = { server, client, accessToken, proofKey, expectedSubject };
    const userinfo = await fetchUserinfo(question, oauth);
    if (userinfo.kind === 'ok') {
      const { email, ...named } = userinfo.value;
      return { kind: 'ok', value: { issuer, ...named, email: email ?? identity?.email ?? null } };
    }
    if (userinfo.error.code === 'subject_mismatch') return failureFromOAuth(userinfo);
    requiredAuthentication = userinfo.error.requiredAuthentication;
  }
  if (identity !== null) {
    return { kind: 'ok', value: { issuer, ...identity }, requiredAuthentication };
  }
  const account = { issuer, subject: subject ?? attemptId, name: null, email: null };
  return {
    kind: 'ok',
    value:
      subject === null
        ? { ...account, unidentified: { timesAsked: asks ? 1 : 0, lastAskedAt: oauth.now() } }
        : account,
    requiredAuthentication,
  };
}
