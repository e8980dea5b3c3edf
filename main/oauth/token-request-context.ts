/** A request to a token endpoint, for sending it and for reading its response. Private to oauth/. */
import type { AuthorizationServer, Client } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import type { ProofKey } from './proof-of-possession.js';
import type { SentCredential } from './refusal.js';
import type { RequestContext } from './request-context.js';

export interface TokenRequest {
  readonly server: AuthorizationServer;
  readonly client: Client;
  /** The API the tokens are for (RFC 8707 §2); null: the server's own. */
  readonly resource: string | null;
  /** The key the tokens are to be bound to (RFC 9449 §5); null: bearer tokens. */
  readonly proofKey: ProofKey | null;
}

/** The meaning of failures, which differs between grants. */
export type GrantRules = Pick<RequestContext, 'errors' | 'lostResponse'> & {
  readonly sent: SentCredential;
};

export function tokenRequestContext(
  { server, proofKey }: TokenRequest,
  rules: GrantRules,
  { now, refusals }: OAuthContext,
): RequestContext {
  return { ...rules, endpoint: server.tokenEndpoint, dpop: proofKey !== null, refusals, now };
}
