/**
 * All of Lanyard but its window, disk and operating system, with one service and one connection: to
 * test what it does with requests and links from outside.
 */
import { setImmediate } from 'node:timers/promises';

import type { EventName } from '../ipc/contract.js';
import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { createCore } from '../main/connections/core.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { RecordStore, Vault } from '../main/ports/vault.js';
import { createCatalogue } from '../main/services/catalogue.js';
import { noAssertionFiles } from './assertions.js';
import { overrideVault } from './override-vault.js';
import {
  aConnection,
  aServer,
  createScriptedServer,
  createTestSystemState,
  json,
  newMemoryVault,
  noAdjuster,
  regionAtRest,
  testRequestPorts,
  type TestClock,
} from './test-world.js';

export interface TestCoreOptions {
  readonly clock: TestClock;
  readonly random: () => number;
  /** The secrets of its one connection, `aConnection()`. */
  readonly secrets: ConnectionSecrets;
  /** The client secret of its one service, which the user added; null: it needs none. */
  readonly clientSecret: string | null;
  /** The token endpoint's response. */
  readonly token: () => Response;
  /** In place of the server with that endpoint. */
  readonly fetch?: typeof globalThis.fetch;
  /** The `sub` of its userinfo; the connection's own by default. */
  readonly subject?: string;
  /** A vault from an earlier start; a new one by default. */
  readonly vault?: Vault;
  readonly onEvent?: (event: EventName, payload: unknown) => void;
  readonly hasWindow?: () => boolean;
  readonly onUserReturn?: () => void;
}

export const serviceId = 'service';

export function createTestCore(options: TestCoreOptions) {
  const { clock, random, secrets, onEvent = () => undefined } = options;
  const { onUserReturn = () => undefined } = options;
  const { subject = aConnection().account.subject, hasWindow = () => true } = options;
  const server = createScriptedServer(({ path }) => {
    switch (path) {
      case '/.well-known/oauth-authorization-server':
        return json(metadata);
      case '/token':
        return options.token();
      case '/userinfo':
        return json({ sub: subject, name: 'Ada Lovelace' });
      case '/revoke':
        return new Response('');
      default:
        return new Response('', { status: 404 });
    }
  });
  const { vault, commits } = countingCommits(options.vault ?? newMemoryVault(clock));
  const opened: string[] = [];
  const ports = testRequestPorts(clock, {
    userAgent: {
      open: (url) => {
        opened.push(url);
        return Promise.resolve(null);
      },
    },
  });
  const core = createCore({
    vault,
    assertionFiles: noAssertionFiles,
    catalogue: createCatalogue([]),
    clock,
    oauth: { fetch: createBoundedFetch(options.fetch ?? server.fetch), now: () => clock.now() },
    adjuster: noAdjuster,
    userAgent: ports.userAgent,
    userPresence: { confirm: () => Promise.resolve(true) },
    linkScheme: { isOurs: () => Promise.resolve(true) },
    peerUsers: { userOf: () => Promise.resolve('same_user') },
    systemState: createTestSystemState(),
    settings: ports.settings,
    region: regionAtRest,
    restart: () => undefined,
    random,
    onUserReturn,
    window: { emit: (event, payload) => onEvent(event, payload), isOpen: hasWindow },
  });

  return {
    core,
    ports,
    vault,
    server,
    opened,
    commits,
    tokenCalls: () => server.received.filter(({ path }) => path === '/token').length,
    quiet,

    /** Opens a new vault and stores the connection and the service. */
    async start(): Promise<void> {
      await core.start();
      await vault.keepUntilQuit();
      await quiet();
      const connection: Connection = aConnection({
        serviceId,
        issuedAt: clock.now(),
        accessTokenExpiresAt: clock.now() + 3_600_000,
      });
      await core.store.commit([
        { kind: 'put_secrets', connectionId: connection.id, secrets },
        { kind: 'put_connection', connection },
        {
          kind: 'put_service',
          service: {
            kind: 'address',
            id: serviceId,
            name: 'Service',
            serverAddress: aServer.issuer,
            clientId: 'lanyard',
            clientSecret: options.clientSecret,
            scopes: ['notes.read'],
            signInMethod: 'app_link',
            resource: null,
            apiAddress: null,
            hasMetadata: true,
            usesClientMetadata: false,
            registered: null,
          },
        },
      ]);
      core.catalogue.replaceCustom((await vault.recordStore?.services()) ?? []);
    },

    /** Starts a sign-in and waits until it waits for its browser. `state` is what its callback must contain. */
    async waiting(): Promise<{ readonly attemptId: string; readonly state: string }> {
      const service = core.catalogue.find(serviceId);
      if (!service) throw new Error('there is no service');
      const attemptId = core.signIn.start({ service, connection: null });
      const phase = () => core.signIn.views().find(({ id }) => id === attemptId)?.phase;
      while (phase()?.kind === 'preparing') await setImmediate();
      const link = await core.signIn.link(attemptId);
      if (link?.kind !== 'ok')
        throw new Error(`it does not wait, its phase is ${JSON.stringify(phase())}`);
      return { attemptId, state: new URL(link.value).searchParams.get('state') ?? '' };
    },
  };
}

/** An open vault as the next start of the app finds it: closed until open() is called. */
export function closedAgain(vault: Vault): Vault {
  const listeners = new Set<Parameters<Vault['onChange']>[0]>();
  return overrideVault(vault, {
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async open() {
      await setImmediate();
      listeners.forEach((listener) => listener(vault.view));
    },
    close: () => Promise.resolve(),
  });
}

const metadata = {
  issuer: aServer.issuer,
  authorization_endpoint: aServer.authorizationEndpoint,
  token_endpoint: aServer.tokenEndpoint,
  revocation_endpoint: aServer.revocationEndpoint,
  userinfo_endpoint: aServer.userinfoEndpoint,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
};

/** Waits until everything that nothing else awaits has ended. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await setImmediate();
}

/** The same vault, and a counter of its writes. */
function countingCommits(vault: Vault): { readonly vault: Vault; readonly commits: () => number } {
  let commits = 0;
  const recordStores = new Map<RecordStore, RecordStore>();
  const watched = overrideVault(vault, {
    get recordStore() {
      const { recordStore } = vault;
      if (!recordStore) return null;
      const known = recordStores.get(recordStore);
      if (known) return known;
      const counting: RecordStore = {
        ...recordStore,
        commit(changes) {
          commits += 1;
          return recordStore.commit(changes);
        },
      };
      recordStores.set(recordStore, counting);
      return counting;
    },
  });
  return { vault: watched, commits: () => commits };
}
