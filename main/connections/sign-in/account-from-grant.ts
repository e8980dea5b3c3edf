/** Whose tokens these are, by the ID token and, where it says too little, by userinfo. */
import type { Grant } from '../../oauth/authorization-code-grant.js';
import type { OAuthContext } from '../../oauth/context.js';
import { fetchUserinfo } from '../../oauth/userinfo.js';
import type { Account, SignInParameters } from '../connection.js';
import { failureFromOAuth, type RequestOutcome } from '../failures.js';

/**
 * A server without `sub` of any kind (plain OAuth, no userinfo) leaves the account unknown: such a
 * connection is its own account, told apart by the id of its sign-in and shown by the service's name.
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
  const asked = await fetchUserinfo(
    {
      server,
      client,
      accessToken: grant.tokens.accessToken,
      proofKey,
      expectedSubject: known?.subject ?? null,
    },
    oauth,
  );
  if (asked.kind === 'ok') return { kind: 'ok', value: { issuer: server.issuer, ...asked.value } };
  // The ID token has said who it is; without it nobody has, unless the answer contradicts it.
  const contradicted = asked.kind === 'rejected_response';
  return known && !contradicted
    ? { kind: 'ok', value: { issuer: server.issuer, ...known } }
    : failureFromOAuth(asked);
}
