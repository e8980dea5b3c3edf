/**
 * A computer with all of Lanyard but its window, disk and operating system. It can sleep, kill the
 * app and start it again, on a test clock; the disk is in memory unless a test brings one.
 *
 * Longer than 250 lines because one run of the app and the computer around it share their state.
 */
import { setImmediate } from 'node:timers/promises';

import type { ConnectionState } from '../ipc/connection-view.js';
import type { VaultView } from '../ipc/vault-view.js';
import type { Connection } from '../main/connections/connection.js';
import { createCore, type Core } from '../main/connections/core.js';
import { connectionView } from '../main/connections/views/connection-view.js';
import type { ClientAuthentication } from '../main/oauth/authorization-server.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { AssertionFiles } from '../main/ports/assertion-files.js';
import type { RecordStore, Vault } from '../main/ports/vault.js';
import { noAssertionFiles } from './assertions.js';
import { overrideVault } from './override-vault.js';
import { type Gate, type RotatingService, tokenOf } from './rotating-service.js';
import {
  aConnection,
  aServer,
  storeWith,
  createTestSystemState,
  noAdjuster,
  openMemoryVault,
  regionAtRest,
  settingsAtRest,
  testRequestPorts,
  someSecrets,
  type TestClock,
} from './test-world.js';

export interface ComputerOptions {
  readonly clock: TestClock;
  readonly random: () => number;
  /** Names of the accounts, which are also the connections' ids. */
  readonly accounts: readonly string[];
  /** Lifetime of access tokens, in seconds. */
  readonly lifetime: number;
  readonly differently?: Partial<Connection> | ((account: string) => Partial<Connection>);
  readonly authentication?: ClientAuthentication;
  readonly assertionFiles?: AssertionFiles;
  /** An open vault in place of one in memory. Only the clock may then delay answers. */
  readonly disk?: Vault;
}

/** Called with each state of a connection that the window could see; null: it is gone. */
export type StateListener = (connectionId: string, state: ConnectionState['kind'] | null) => void;

/** One run of the app: nothing it does after its death has any effect. */
interface Process {
  readonly core: Core;
  readonly death: AbortController;
}

export async function createComputer(options: ComputerOptions) {
  const { clock, accounts, lifetime } = options;
  const systemState = createTestSystemState();
  const disk = options.disk ?? (await openMemoryVault(clock));
  for (const account of accounts) {
    const { differently: given = {}, authentication } = options;
    const differently = typeof given === 'function' ? given(account) : given;
    await storeWith(
      disk,
      aConnection({
        id: account,
        account: { issuer: aServer.issuer, subject: account, name: account, email: null },
        issuedAt: clock.now(),
        accessTokenExpiresAt: clock.now() + lifetime * 1_000,
        ...differently,
      }),
      {
        ...someSecrets({
          refreshToken: differently.hasRefreshToken === false ? null : tokenOf(account, 0),
          issuedAt: clock.now(),
        }),
        ...(authentication && { authentication }),
      },
    );
  }
  let now: Process | null = null;
  /** As sent to the window. */
  const vaultViews: VaultView[] = [];
  let calls = 0;
  let underWay = 0;
  let stateListener: StateListener = () => undefined;
  /** The vault has not been unlocked yet; its connections are listed all the same. */
  let locked = false;
  let notifyOfView = (): void => undefined;

  /** Blocks every result once the process is dead, and delays calls as `gate` wants. */
  function guarded<A extends unknown[], T>(
    death: AbortSignal,
    gate: Gate,
    name: string,
    call: (...given: A) => Promise<T>,
  ) {
    return async (...given: A): Promise<T> => {
      calls += 1;
      underWay += 1;
      try {
        await unlessDead(death, gate(`before ${name}`));
        const result = await unlessDead(death, call(...given));
        await unlessDead(death, gate(`after ${name}`));
        return result;
      } finally {
        calls += 1;
        underWay -= 1;
      }
    };
  }

  function vaultFor(death: AbortSignal, gate: Gate): Vault {
    const listeners: Parameters<Vault['onChange']>[0][] = [];
    const recordStore = (): RecordStore | null => {
      const whole = disk.recordStore;
      if (!whole) return null;
      return {
        ...whole,
        commit: guarded(death, gate, 'a write', (changes) => whole.commit(changes)),
        secrets: guarded(death, gate, 'a read', (id) => whole.secrets(id)),
        unopenable: guarded(death, gate, 'the check', () => whole.unopenable()),
      };
    };
    const opened = recordStore();
    const view = () => (locked ? ({ kind: 'passphrase_required' } as const) : disk.view);
    const notify = () => listeners.forEach((listener) => listener(view()));
    notifyOfView = notify;
    return overrideVault(disk, {
      get view() {
        return view();
      },
      get recordStore() {
        return locked ? null : opened;
      },
      connections: guarded(death, gate, 'the list', () => disk.connections()),
      onChange: (listener) => {
        listeners.push(listener);
        return () => undefined;
      },
      async open() {
        await Promise.resolve();
        notify();
      },
      close: () => Promise.resolve(),
    });
  }

  async function quiet(): Promise<void> {
    for (let still = 0; still < (underWay > 0 ? 6 : 3); still += 1) {
      const before = calls;
      await setImmediate();
      // A real disk does not wait for the test clock.
      if (calls !== before || (options.disk && underWay > 0)) still = -1;
    }
  }

  return {
    clock,
    ports: testRequestPorts(clock),
    systemState,
    disk,
    vaultViews,
    quiet,
    onState: (listener: StateListener) => (stateListener = listener),
    core(): Core {
      if (!now) throw new Error('the app is not running');
      return now.core;
    },
    /** @param gate called before and after each step that leaves the app; never resolves for a killed one */
    async start(
      service: RotatingService,
      gate: Gate = () => Promise.resolve(),
      isLocked = false,
    ): Promise<void> {
      locked = isLocked;
      const death = new AbortController();
      const { signal } = death;
      underWay = 0;
      const fetch = createBoundedFetch(service.fetchThrough(gate));
      const core = createCore({
        vault: vaultFor(signal, gate),
        assertionFiles: options.assertionFiles ?? noAssertionFiles,
        catalogue: {
          find: () => null,
          replaceCustom: () => undefined,
          register: () => null,
          nameOf: ({ name }) => name,
          view: () => ({ services: [], problems: [] }),
        },
        clock,
        oauth: {
          fetch: guarded(signal, () => Promise.resolve(), 'a request', fetch),
          now: () => clock.now(),
          signal,
        },
        adjuster: noAdjuster,
        userAgent: { open: () => Promise.resolve(null) },
        userPresence: { confirm: () => Promise.resolve(true) },
        linkScheme: { isOurs: () => Promise.resolve(true) },
        peerUsers: { userOf: () => Promise.resolve('same_user') },
        systemState,
        settings: settingsAtRest,
        region: regionAtRest,
        restart: () => undefined,
        random: options.random,
        onUserReturn: () => undefined,
        window: {
          isOpen: () => true,
          emit(event, payload) {
            if (event === 'vaultChanged') vaultViews.push(payload as VaultView);
          },
        },
      });
      // Watches the store, because the window gets several changes in one event.
      core.store.onChange((change) => {
        const { store } = core;
        for (const id of change.kind === 'all' ? accounts : change.connectionIds) {
          const entry = store.get(id);
          if (!signal.aborted)
            stateListener(id, entry && connectionView(entry, !locked, {}).state.kind);
        }
      });
      now = { core, death };
      // Not awaited: a gate may delay it.
      void core.start();
      await quiet();
    },
    unlock(): void {
      locked = false;
      notifyOfView();
    },
    /** As `kill -9`: nothing ends in order. */
    kill(): void {
      now?.death.abort();
      now = null;
    },
    async stop(): Promise<void> {
      await now?.core.stop();
      now?.death.abort();
      now = null;
    },
    /** Moves the time timer by timer, and lets what each starts end before the next. */
    async pass(ms: number): Promise<void> {
      let left = ms;
      while (left > 0) {
        const step = Math.min(left, clock.untilNext() ?? left);
        const before = calls;
        clock.advance(step);
        left -= step;
        // A timer may start with something that is not counted here.
        await setImmediate();
        if (calls !== before || underWay > 0) await quiet();
      }
    },
    /** The refresh token on the disk. */
    async stored(account: string): Promise<string | null> {
      const secrets = await disk.recordStore?.secrets(account);
      return secrets?.tokens.refreshToken ?? null;
    },
  };
}

export type Computer = Awaited<ReturnType<typeof createComputer>>;

function unlessDead<T>(death: AbortSignal, done: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    done.then(
      (value) => {
        if (!death.aborted) resolve(value);
      },
      (error: unknown) => {
        if (!death.aborted) reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
