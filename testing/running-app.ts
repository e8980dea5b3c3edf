/**
 * Lanyard's main process without Electron: the real core and its request handlers, on the real
 * network, with a vault in memory and a browser that is a function.
 */
import type { AttemptView } from '../ipc/attempt-view.js';
import type { EndedConnection } from '../ipc/connection-view.js';
import type { PayloadOf } from '../ipc/contract.js';
import type { Failure } from '../ipc/failure.js';
import { systemClock } from '../main/electron/system-clock.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { Clock } from '../main/ports/clock.js';
import { createCatalogue } from '../main/services/catalogue.js';
import type { Definitions } from '../main/services/definitions-file.js';
import { sendByNode } from './headless-browser.js';
import { createHeadlessCore } from './headless-core.js';
import { patienceMs } from './patience-limit.js';

/** Follows an authorization URL to its end and returns the app link it ends at; null: it ended on a page. */
export type OpenBrowser = (url: string) => Promise<string | null>;

export interface AppOptions {
  readonly browser: OpenBrowser;
  /** Service definitions, as from files of an administrator. */
  readonly definitions?: readonly Definitions[];
  readonly clock?: Clock;
}

/** Waits a hundredth of the time: for tests of what the app does every few seconds. */
export const hurriedClock: Clock = {
  ...systemClock,
  after: (ms, run) => systemClock.after(ms / 100, run),
};

export type App = Awaited<ReturnType<typeof startApp>>;

export async function startApp(options: AppOptions) {
  const { browser, definitions = [], clock = systemClock } = options;
  const ended: EndedConnection[] = [];
  const refreshed: PayloadOf<'refreshFinished'>[] = [];
  let attempts: readonly AttemptView[] = [];
  let browserError: unknown = null;
  let wake: (() => void)[] = [];

  const userAgent = {
    open(url: string): Promise<Failure | null> {
      browser(url).then(
        (link) => {
          if (link !== null) core.receive(link);
        },
        (error: unknown) => {
          browserError = error;
          changed();
        },
      );
      return Promise.resolve(null);
    },
  };
  const { core, handlers } = createHeadlessCore({
    catalogue: createCatalogue(definitions),
    clock,
    oauth: {
      fetch: createBoundedFetch(fetchWithAnyBody),
      now: () => clock.now(),
      keySets: new Map(),
      proofNonces: new Map(),
    },
    userAgent,
    hasLinkScheme: true,
    onEvent(event, payload) {
      if (event === 'attemptsChanged') attempts = payload as readonly AttemptView[];
      if (event === 'connectionEnded') ended.push(payload as EndedConnection);
      if (event === 'refreshFinished') refreshed.push(payload as PayloadOf<'refreshFinished'>);
      changed();
    },
  });

  function changed(): void {
    const waiting = wake;
    wake = [];
    for (const each of waiting) each();
  }

  /** Checks now and after every event, until the result is not null. Rejects when the browser failed. */
  async function until<T>(what: string, check: () => T | null): Promise<T> {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      const result = check();
      if (result !== null) return result;
      if (browserError !== null) throw browserError as Error;
      if (Date.now() > giveUpAt) {
        const phase = attempts.at(-1)?.phase;
        throw new Error(`${what}: not within ${patienceMs / 1000} s, ${JSON.stringify(phase)}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  await core.start();
  await core.vault.keepUntilQuit();
  await until('the vault opens', () => (core.vault.recordStore ? true : null));
  return {
    core,
    handlers,
    until,
    attempt: () => attempts.at(-1) ?? null,
    ended: (connectionId: string) => ended.find((each) => each.connectionId === connectionId),
    refreshes: () => refreshed.length,
    lastRefresh: () => refreshed.at(-1) ?? null,
    stop: () => core.stop(),
  };
}

/** As Electron's network does, and fetch does not, this sends a body with GET. */
const fetchWithAnyBody: typeof fetch = (input, init) =>
  typeof input === 'string' && init?.method === 'GET' && typeof init.body === 'string'
    ? sendByNode(input, new Headers(init.headers), { body: init.body })
    : fetch(input, init);
