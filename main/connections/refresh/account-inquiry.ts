/**
 * Asks a service again whose account a connection is, where it has not said so: after a refresh, with
 * the new token, and less and less often.
 */
import { fetchUserinfo } from '../../oauth/userinfo.js';
import type { Clock } from '../../ports/clock.js';
import type { AccessTokens } from '../access-token.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { identified } from '../identity.js';
import type { ContextFor } from '../service-context.js';
import { isUsable } from '../usable-connection.js';
import { usableSecrets } from '../usable-secrets.js';

const hour = 60 * 60_000;
/** The longest wait between two inquiries, ms; it starts at an hour and doubles. */
const longestWaitMs = 30 * 24 * hour;

export interface AccountInquiryOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly contextFor: ContextFor;
  readonly accessTokens: Pick<AccessTokens, 'usableAccessToken'>;
}

export class AccountInquiry {
  readonly #options: AccountInquiryOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: AccountInquiryOptions) {
    this.#options = options;
  }

  /** True if the service is to be asked now. */
  isDue(connectionId: string): boolean {
    const connection = this.#options.store.get(connectionId)?.connection;
    return connection !== undefined && isDue(connection, this.#options.clock.now());
  }

  /** Resolves once the answer is stored, or the inquiry has failed. Never rejects. */
  inquire(connectionId: string): Promise<void> {
    const connection = this.#options.store.get(connectionId)?.connection;
    const running = this.#running.get(connectionId);
    if (running !== undefined) return running;
    if (this.#stopping.signal.aborted || !connection || !isUsable(connection)) {
      return Promise.resolve();
    }
    const inquiring = this.#inquire(connectionId)
      .catch(() => undefined)
      .finally(() => this.#running.delete(connectionId));
    this.#running.set(connectionId, inquiring);
    return inquiring;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  async #inquire(id: string): Promise<void> {
    const { store, clock, contextFor, accessTokens } = this.#options;
    const usable = await accessTokens.usableAccessToken(id, { validForMs: 0 });
    const connection = store.get(id)?.connection;
    if (usable.kind !== 'ok' || !connection || !isUsable(connection)) return;
    const { serviceId, server, adjustments } = connection;
    const { clientId } = connection.registration;
    const { accessToken } = usable.value;
    const { authentication, proofKey } = await usableSecrets(store.recordStore(), id);
    const client = { clientId, authentication };
    const { signal } = this.#stopping;
    const userinfo = await fetchUserinfo(
      { server, client, accessToken, proofKey, expectedSubject: null },
      { ...contextFor({ serviceId, server, clientId, adjustments }), signal },
    );
    if (signal.aborted) return;
    await store.commit(() => {
      const current = store.get(id)?.connection;
      const unidentified = current?.account.unidentified;
      // Signed in again meanwhile: the answer is about the tokens of before.
      if (!current || !unidentified || current.issuedAt !== connection.issuedAt) return [];
      const asked = { timesAsked: unidentified.timesAsked + 1, lastAskedAt: clock.now() };
      const [account, requiredAuthentication] =
        userinfo.kind === 'ok'
          ? [identified(current.account, userinfo.value), undefined]
          : [
              { ...current.account, unidentified: asked },
              userinfo.error.requiredAuthentication ?? current.requiredAuthentication,
            ];
      return [
        { kind: 'put_connection', connection: { ...current, account, requiredAuthentication } },
      ];
    });
  }
}

function isDue({ account, server, grant }: Connection, now: number): boolean {
  const { unidentified } = account;
  // A grant that the server holds comes with a login or without one.
  if (!unidentified || server.userinfoEndpoint === null || grant === 'server_held') return false;
  const { timesAsked, lastAskedAt } = unidentified;
  const wait = timesAsked === 0 ? 0 : Math.min(hour * 2 ** (timesAsked - 1), longestWaitMs);
  // A clock that was set back may not put it off for longer than that.
  return now - lastAskedAt >= wait || lastAskedAt > now;
}
