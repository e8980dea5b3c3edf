/** A service and signing in at it, with a browser that only records what it is opened with. */
import type { AttemptView } from '../ipc/attempt-view.js';
import type { ConnectionStore } from '../main/connections/connection-store.js';
import { nothingKnown, type Service } from '../main/connections/service.js';
import type { SignInOptions } from '../main/connections/sign-in/sign-in-parts.js';
import { SignIn } from '../main/connections/sign-in/sign-in.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import { KnownSecrets } from '../main/oauth/known-secrets.js';
import { noAssertions } from './assertions.js';
import {
  aServer,
  contextOver,
  noAdjuster,
  noClientRegistrations,
  type TestClock,
} from './test-world.js';

/** Defined in a file, at `aServer`, with an app link as redirect. */
export function aService(differently: Partial<Service> = {}): Service {
  return {
    ...nothingKnown,
    id: 'service',
    name: 'Service',
    source: 'file',
    server: { kind: 'known', server: aServer },
    client: { clientId: 'lanyard', clientSecret: null },
    scopes: ['notes.read'],
    scopeDescriptions: {},
    authorizationParameters: {},
    signInMethod: 'app_link',
    accountPage: null,
    ...differently,
  };
}

export interface SignInParts {
  readonly store: ConnectionStore;
  readonly clock: TestClock;
  readonly fetch: typeof globalThis.fetch;
}

export function createTestSignIn(
  { store, clock, fetch }: SignInParts,
  differently: Partial<SignInOptions> = {},
) {
  const opened: string[] = [];
  const listeners: (() => void)[] = [];
  const contextFor = contextOver(fetch, () => clock.now());
  const signIn = new SignIn({
    store,
    secrets: new KnownSecrets(),
    clock,
    contextFor,
    oauth: { fetch: createBoundedFetch(fetch), now: () => clock.now() },
    adjuster: noAdjuster,
    registrations: noClientRegistrations,
    assertions: noAssertions,
    availability: { blocker: () => null },
    random: () => 0,
    userAgent: {
      open: (url) => {
        opened.push(url);
        return Promise.resolve(null);
      },
    },
    linkScheme: { isOurs: () => Promise.resolve(true) },
    peerUsers: { userOf: () => Promise.resolve('same_user') },
    planFor: () => null,
    onChange: () => listeners.splice(0).forEach((listener) => listener()),
    onUserReturn: () => undefined,
    onConnected: () => undefined,
    ...differently,
  });

  /** Waits for the first result that is not null, checking after each change. */
  async function until<T>(check: () => T | null): Promise<T> {
    for (;;) {
      const result = check();
      if (result !== null) return result;
      await new Promise<void>((resolve) => listeners.push(resolve));
    }
  }

  /** Waits until the newest attempt is in one of these phases. */
  function reached(...kinds: readonly AttemptView['phase']['kind'][]): Promise<AttemptView> {
    return until(() => {
      const attempt = signIn.views().at(-1);
      return attempt && kinds.includes(attempt.phase.kind) ? attempt : null;
    });
  }

  return { signIn, opened, contextFor, until, reached };
}
