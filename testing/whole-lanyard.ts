/**
 * All of Lanyard but its window, disk and operating system, with one service and one connection: to
 * see what reaches it through its doors, and what of that it acts on.
 */
import { setImmediate } from 'node:timers/promises';

import type { EventName } from '../ipc/contract.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import { createCatalogue } from '../main/services/catalogue.js';
import {
  aConnection,
  aServer,
  createScriptedServer,
  createTestSystemState,
  json,
  newMemoryVault,
  noAdjuster,
  settingsAtRest,
  type TestClock,
} from './test-world.js';
import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { createCore, type CoreOptions } from '../main/connections/core.js';
import type { RecordStore, Vault } from '../main/ports/vault.js';

export interface TestCoreOptions {
  readonly clock: TestClock;
  readonly random: () => number;
  /** Of the one connection there is, `aConnection()`. */
  readonly secrets: ConnectionSecrets;
  /** Of the one service there is, the person's own; null: it needs none. */
  readonly clientSecret: string | null;
  /** What the server's token endpoint says. */
  readonly token: () => Response;
  /** What it calls the person, where it is asked; another one than the connection's: 'sub-2'. */
  readonly subject?: string;
  /** As it was left on this computer; left out: a new one. */
  readonly vault?: Vault;
  readonly told?: (event: EventName, payload: unknown) => void;
  readonly isHeard?: () => boolean;
  readonly answered?: () => void;
}

export const serviceId = 'service';

export function createTestCore(options: TestCoreOptions) {
  const { clock, random, secrets, told = () => undefined, answered = () => undefined } = options;
  const { subject = aConnection().account.subject, isHeard = () => true } = options;
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
  const { vault, commits } = counted(options.vault ?? newMemoryVault(clock));
  const opened: string[] = [];
  const tell: CoreOptions['tell'] = (channel, payload) => told(channel, payload);
  const core = createCore({
    vault,
    catalogue: createCatalogue([]),
    clock,
    oauth: { fetch: createBoundedFetch(server.fetch), now: () => clock.now() },
    adjuster: noAdjuster,
    userAgent: {
      open: (url) => {
        opened.push(url);
        return Promise.resolve(null);
      },
    },
    scheme: { isOurs: () => Promise.resolve(true) },
    systemState: createTestSystemState(),
    clipboard: { write: () => undefined },
    settings: settingsAtRest,
    printer: { print: () => Promise.resolve(null) },
    restart: () => undefined,
    random,
    answered,
    tell,
    isHeard,
  });

  return {
    core,
    vault,
    server,
    opened,
    commits,
    tokenCalls: () => server.asked.filter(({ path }) => path === '/token').length,
    quiet,

    /** Opens a new vault and fills it. */
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
            way: 'app_link',
            resource: null,
            registered: null,
          },
        },
      ]);
      core.catalogue.replaceCustom((await vault.recordStore?.services()) ?? []);
    },

    /** A sign-in that waits for its browser; the state that its answer has to bring. */
    async waiting(): Promise<{ readonly attemptId: string; readonly state: string }> {
      const service = core.catalogue.find(serviceId);
      if (!service) throw new Error('the service is not there');
      const attemptId = core.signIn.begin({ service, connection: null });
      const phase = () => core.signIn.views().find(({ id }) => id === attemptId)?.phase;
      while (phase()?.kind === 'preparing') await setImmediate();
      const link = await core.signIn.link(attemptId);
      if (link?.kind !== 'ok') throw new Error(`it does not wait but ${JSON.stringify(phase())}`);
      return { attemptId, state: new URL(link.value).searchParams.get('state') ?? '' };
    },
  };
}

/** A vault that was left open, as the next start of the app finds it: closed until it is opened. */
export function foundAgain(vault: Vault): Vault {
  const listeners = new Set<Parameters<Vault['onChange']>[0]>();
  return Object.create(vault, {
    onChange: {
      value: (listener: Parameters<Vault['onChange']>[0]) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    open: {
      async value() {
        await setImmediate();
        listeners.forEach((listener) => listener(vault.view));
      },
    },
    close: { value: () => Promise.resolve() },
  }) as Vault;
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

/** Until what was set going without anyone's waiting for it has come to rest. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await setImmediate();
}

/** The same vault, and how often something was written. */
function counted(vault: Vault): { readonly vault: Vault; readonly commits: () => number } {
  let commits = 0;
  const ledgers = new Map<RecordStore, RecordStore>();
  const watched: Vault = Object.create(vault, {
    recordStore: {
      get() {
        const { recordStore } = vault;
        if (!recordStore) return null;
        const known = ledgers.get(recordStore);
        if (known) return known;
        const counting: RecordStore = {
          ...recordStore,
          commit(changes) {
            commits += 1;
            return recordStore.commit(changes);
          },
        };
        ledgers.set(recordStore, counting);
        return counting;
      },
    },
  }) as Vault;
  return { vault: watched, commits: () => commits };
}
