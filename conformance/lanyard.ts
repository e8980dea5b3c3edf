/**
 * Lanyard without its window and its disk, and a person who uses it: types an address, signs in, and
 * signs in again. Everything of main/ is real; the network is Node's.
 */
import type { AttemptView } from '../ipc/attempt-view.js';
import type { RequestHandlers } from '../ipc/contract.js';
import type { Failure, Result } from '../ipc/failure.js';
import type { ConnectionSecrets } from '../main/connections/connection.js';
import { assertionFiles } from '../main/electron/assertion-files.js';
import { systemClock } from '../main/electron/system-clock.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { OAuthContext } from '../main/oauth/context.js';
import { readJwtClaims } from '../main/oauth/jwt-claims.js';
import { createCatalogue } from '../main/services/catalogue.js';
import { createHeadlessCore } from '../testing/headless-core.js';
import { aConnection, someSecrets } from '../testing/test-world.js';
import { browse } from './headless-browser.js';

/** The form "Another service", filled in. */
export type Form = Parameters<RequestHandlers['addService']>[0];

/** Something that the app told the person it could not do. */
export class Refused extends Error {
  constructor({ code, cause }: Failure) {
    super(`${code}: ${cause}`);
  }
}

interface IdentityProvider {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly idToken: string;
}

export type Lanyard = ReturnType<typeof createLanyard>;

export function createLanyard() {
  const oauth: OAuthContext = {
    fetch: createBoundedFetch(fetch),
    now: () => systemClock.now(),
    keySets: new Map(),
    proofNonces: new Map(),
  };
  const listeners = new Set<(attempts: readonly AttemptView[]) => void>();
  const userAgent = {
    open(url: string) {
      // Not awaited, as the system's browser is not: the app has to be waiting by then.
      void browse(url, (link) => core.receive(link)).catch(() => undefined);
      return Promise.resolve(null);
    },
  };
  const { core, handlers: requests } = createHeadlessCore({
    catalogue: createCatalogue([]),
    clock: systemClock,
    oauth,
    // The suite expects this very address, at which it has no document either.
    clientMetadataUrl: 'https://conformance-test.local/client-metadata.json',
    assertionFiles,
    userAgent,
    hasLinkScheme: false,
    onEvent(event, payload) {
      if (event !== 'attemptsChanged') return;
      for (const listener of listeners) listener(payload as readonly AttemptView[]);
    },
  });

  /** Waits for the end of the newest sign-in, and resolves to its connection. */
  function signedIn(): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (attempts: readonly AttemptView[]) => {
        const attempt = attempts.at(-1);
        switch (attempt?.phase.kind) {
          case 'connected':
            resolve(attempt.phase.connectionId);
            break;
          case 'failed':
            reject(new Refused(attempt.phase.failure));
            break;
          case 'other_account':
            void requests.keepAsNewConnection({ attemptId: attempt.id });
            return;
          default:
            return;
        }
        listeners.delete(look);
      };
      listeners.add(look);
      look(core.signIn.views());
    });
  }

  return {
    oauth,
    requests,

    async start(): Promise<void> {
      await core.start();
      accepted(await requests.keepUntilQuit({}));
    },

    /** A person who has signed in at their organisation before: the suite has no page for it. */
    async signedInAt(provider: IdentityProvider): Promise<string> {
      const { issuer, tokenEndpoint, clientId, idToken } = provider;
      const idTokenClaims = readJwtClaims(idToken);
      const plain = aConnection();
      const connection = aConnection({
        id: 'organisation',
        serviceId: 'organisation',
        server: { ...plain.server, issuer, tokenEndpoint },
        registration: { ...plain.registration, clientId, clientAuthentication: 'none' },
        account: { ...plain.account, issuer },
        hasIdTokenClaims: idTokenClaims !== null,
        issuedAt: systemClock.now(),
        accessTokenExpiresAt: null,
        hasRefreshToken: false,
      });
      const { tokens } = someSecrets({ refreshToken: null });
      const secrets: ConnectionSecrets = {
        tokens: { ...tokens, idToken },
        authentication: { kind: 'none' },
        proofKey: null,
        idTokenClaims,
      };
      await core.store.commit([
        { kind: 'put_secrets', connectionId: connection.id, secrets },
        { kind: 'put_connection', connection },
      ]);
      return connection.id;
    },

    /** Adds the server at a typed address, picks its first authorization server, and signs in. */
    async connect(form: Form): Promise<string> {
      let added = accepted(await requests.addService(form));
      if (added.kind === 'choose_server') {
        const [chosenIssuer = null] = added.issuers;
        added = accepted(await requests.addService({ ...form, chosenIssuer }));
      }
      if (added.kind !== 'added') throw new Error('the app asked for a server again');
      accepted(await requests.addConnection({ serviceId: added.serviceId }));
      return signedIn();
    },

    async signInAgain(connectionId: string): Promise<string> {
      accepted(await requests.signInAgain({ connectionId }));
      return signedIn();
    },

    /** Signs in again with more permissions than before. */
    async askForMore(connectionId: string, moreScopes: readonly string[]): Promise<string> {
      const connection = core.store.get(connectionId)?.connection;
      if (!connection) throw new Error('there is no such connection');
      core.signIn.start({ service: await core.serviceOf(connection), connection, moreScopes });
      return signedIn();
    },

    /** For a program's requests to the server. */
    async credentials(connectionId: string) {
      const { tokens, proofKey } = await core.store.recordStore().secrets(connectionId);
      return { accessToken: tokens.accessToken, proofKey };
    },

    stop: () => core.stop(),
  };
}

function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.failure);
  return result.value;
}
