/** The account that tokens belong to, from the ID token and, where that says too little, from userinfo. */
import type { Grant } from '../../oauth/authorization-code-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import { fetchUserinfo } from '../../oauth/userinfo.js';
import type { Account, SignInParameters } from '../connection.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';

/**
 * Plain OAuth without userinfo has no `sub` and leaves the account unknown: the attempt's id then
 * serves as the subject, so each connection counts as an account of its own, and it is shown by the
 * service's name.
 */
export async function accountFromGrant(
  grant: Grant,
  attemptId: string,
  { server, client, proofKey, serviceName }: SignInParameters,
  oauth: OAuthContext,
): Promise<RequestOutcome<Account>> {
  const known = grant.identity;
  if (known && (known.name !== null || server.userinfoEndpoint === null)) {
    return { kind: 'ok', value: { issuer: server.issuer, ...known } };
  }
  if (server.userinfoEndpoint === null) {
    const account = { subject: attemptId, name: serviceName, email: null };
    return { kind: 'ok', value: { issuer: server.issuer, ...account } };
  }
  const userinfo = await fetchUserinfo(
    {
      server,
      client,
      accessToken: grant.tokens.accessToken,
      proofKey,
      expectedSubject: known?.subject ?? null,
    },
    oauth,
  );
  if (userinfo.kind === 'ok') {
    return { kind: 'ok', value: { issuer: server.issuer, ...userinfo.value } };
  }
  // The ID token is enough, unless the userinfo response contradicts it.
  const contradicted = userinfo.kind === 'rejected_response';
  return known && !contradicted
    ? { kind: 'ok', value: { issuer: server.issuer, ...known } }
    : failureFromOAuth(userinfo);
}
