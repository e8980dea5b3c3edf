/**
 * A computer with the whole of Lanyard on it but its window, its disk (kept in memory) and its
 * operating system: awake and asleep, killed and started again, on a clock moved by hand.
 */
import { setImmediate } from 'node:timers/promises';

import type { ConnectionState } from '../ipc/connection-view.js';
import type { VaultView } from '../ipc/vault-view.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import {
  aConnection,
  aServer,
  storeWith,
  createTestSystemState,
  noAdjuster,
  openMemoryVault,
  settingsAtRest,
  someSecrets,
  type TestClock,
} from './test-world.js';
import type { Connection } from '../main/connections/connection.js';
import { createCore, type Core } from '../main/connections/core.js';
import type { RecordStore, Vault } from '../main/ports/vault.js';
import { type Gate, type RotatingService, tokenOf } from './rotating-service.js';
import { connectionView } from '../main/connections/views/connection-view.js';

export interface ComputerOptions {
  readonly clock: TestClock;
  readonly random: () => number;
  /** Names of the accounts, which are the connections' ids too. */
  readonly accounts: readonly string[];
  /** Of access tokens, in seconds. */
  readonly lifetime: number;
  readonly differently?: Partial<Connection>;
  /** Open, in place of one in memory. Nobody but the clock may then make an answer wait. */
  readonly disk?: Vault;
}

/** Told of each state a connection is seen in. */
export type Witness = (connectionId: string, state: ConnectionState['kind'] | null) => void;

/** One life of the app on it: what is done after its death reaches nobody. */
interface Process {
  readonly core: Core;
  readonly death: AbortController;
}

export async function createComputer(options: ComputerOptions) {
  const { clock, accounts, lifetime } = options;
  const systemState = createTestSystemState();
  const disk = options.disk ?? (await openMemoryVault(clock));
  for (const account of accounts) {
    await storeWith(
      disk,
      aConnection({
        id: account,
        account: { issuer: aServer.issuer, subject: account, name: account, email: null },
        issuedAt: clock.now(),
        accessTokenExpiresAt: clock.now() + lifetime * 1_000,
        ...options.differently,
      }),
      someSecrets({
        refreshToken: options.differently?.hasRefreshToken === false ? null : tokenOf(account, 0),
        issuedAt: clock.now(),
      }),
    );
  }
  let now: Process | null = null;
  /** As the window was told them. */
  const vaultViews: VaultView[] = [];
  let calls = 0;
  let underWay = 0;
  let witness: Witness = () => undefined;
  /** Nobody has unlocked the vault yet; what is in it is listed. */
  let locked = false;
  let unlocked = (): void => undefined;

  /** Lets nothing through once the process is dead, and holds it up as `gate` wants. */
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
    const tell = () => listeners.forEach((listener) => listener(view()));
    unlocked = tell;
    return {
      ...disk,
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
        tell();
      },
      close: () => Promise.resolve(),
    };
  }

  async function quiet(): Promise<void> {
    for (let still = 0; still < (underWay > 0 ? 6 : 3); still += 1) {
      const before = calls;
      await setImmediate();
      // A real disk takes its own time, which is not the clock's.
      if (calls !== before || (options.disk && underWay > 0)) still = -1;
    }
  }

  return {
    clock,
    systemState,
    disk,
    vaultViews,
    quiet,
    watch: (by: Witness) => (witness = by),
    core(): Core {
      if (!now) throw new Error('it is not running');
      return now.core;
    },
    /** @param gate before and after each step that leaves the app; never resolving is being killed */
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
        catalogue: {
          find: () => null,
          replaceCustom: () => undefined,
          register: () => null,
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
        scheme: { isOurs: () => Promise.resolve(true) },
        systemState,
        clipboard: { write: () => undefined },
        settings: settingsAtRest,
        printer: { print: () => Promise.resolve(null) },
        restart: () => undefined,
        random: options.random,
        answered: () => undefined,
        tell: (channel, payload) => {
          if (channel === 'vaultChanged') vaultViews.push(payload as VaultView);
        },
      });
      // Each change by itself: the window is told of several at once.
      core.store.onChange((change) => {
        const { store } = core;
        for (const id of change.kind === 'all' ? accounts : change.connectionIds) {
          const entry = store.get(id);
          if (!signal.aborted) witness(id, entry && connectionView(entry, !locked, {}).state.kind);
        }
      });
      now = { core, death };
      // It may be held up at a gate.
      void core.start();
      await quiet();
    },
    unlock(): void {
      locked = false;
      unlocked();
    },
    /** As `kill -9`: nothing is ended in order. */
    kill(): void {
      now?.death.abort();
      now = null;
    },
    async stop(): Promise<void> {
      await now?.core.stop();
      now?.death.abort();
      now = null;
    },
    /** Time passes, timer by timer, and what each sets going comes to rest before the next. */
    async pass(ms: number): Promise<void> {
      let left = ms;
      while (left > 0) {
        const step = Math.min(left, clock.untilNext() ?? left);
        const before = calls;
        clock.advance(step);
        left -= step;
        // What a timer set going may begin with something that leaves no trace here.
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
