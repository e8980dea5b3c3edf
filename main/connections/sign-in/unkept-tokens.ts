/** Revokes tokens that a sign-in has brought and nobody keeps, as far as the service takes it. */
import { revokeServerHeldGrant } from '../../oauth/server-held-grant.js';
import { revokeToken } from '../../oauth/token-revocation.js';
import type { IssuedTokens } from '../../oauth/token-set.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Account, Connection, ConnectionGrant, SignInParameters } from '../connection.js';
import { isOtherAccount } from '../identity.js';
import type { ContextFor } from '../service-context.js';

export interface Unkept {
  readonly grantType: ConnectionGrant;
  readonly parameters: SignInParameters;
  readonly tokens: IssuedTokens;
  /** Null: nobody knows whose they are. */
  readonly account: Account | null;
}

export interface UnkeptTokensOptions {
  readonly store: ConnectionStore;
  readonly contextFor: ContextFor;
}

export class UnkeptTokens {
  readonly #options: UnkeptTokensOptions;

  constructor(options: UnkeptTokensOptions) {
    this.#options = options;
  }

  /** Nobody waits for the answer, and it is not tried again. */
  revoke(unkept: Unkept): void {
    const { store } = this.#options;
    if (unkept.parameters.server.revocationEndpoint === null) return;
    if (store.all().some(({ connection }) => mayShareGrant(connection, unkept))) return;
    void this.#revoke(unkept).catch(() => undefined);
  }

  async #revoke({ grantType, parameters, tokens }: Unkept): Promise<void> {
    const { serviceId, server, client, proofKey: key, adjustments } = parameters;
    const { clientId } = client;
    const context = this.#options.contextFor({ serviceId, server, clientId, adjustments });
    const { accessToken, refreshToken, tokenType } = tokens;
    if (grantType === 'server_held') {
      const { revocationEndpoint: endpoint } = server;
      if (endpoint === null || refreshToken === null) return;
      await revokeServerHeldGrant({ endpoint, clientId, identity: refreshToken }, context);
      return;
    }
    const proofKey = tokenType === 'dpop' ? key : null;
    if (refreshToken !== null) {
      const hint = 'refresh_token';
      await revokeToken({ server, client, token: refreshToken, hint, proofKey }, context);
    }
    const hint = 'access_token';
    await revokeToken({ server, client, token: accessToken, hint, proofKey }, context);
  }
}

/** Many servers end a grant as a whole (RFC 7009 §2.1), and with it what a connection of the same account uses. */
function mayShareGrant(connection: Connection, { parameters, account }: Unkept): boolean {
  const isSameServer =
    connection.serviceId === parameters.serviceId ||
    connection.server.issuer === parameters.server.issuer;
  if (!isSameServer) return false;
  const endsOthers = connection.endsSiblings === true || parameters.endsSiblings === true;
  return endsOthers || account === null || !isOtherAccount(connection.account, account);
}
