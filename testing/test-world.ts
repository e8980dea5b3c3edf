/**
 * Shared by the tests of main: a test clock, a scripted server, a stored connection.
 *
 * Longer than 250 lines because most tests need several of these, and each is short.
 */
import {
  type ConnectionStore,
  createConnectionStore,
} from '../main/connections/connection-store.js';
import type { Connection, ConnectionSecrets } from '../main/connections/connection.js';
import { createAvailability, type Availability } from '../main/connections/refresh/availability.js';
import type { ClientRegistrations } from '../main/connections/registration/client-registrations.js';
import { type ContextFor, createContextFor } from '../main/connections/service-context.js';
import { nothingKnown } from '../main/connections/service.js';
import type { AuthorizationServer } from '../main/oauth/authorization-server.js';
import { createBoundedFetch } from '../main/oauth/bounded-fetch.js';
import type { TokenSet } from '../main/oauth/token-set.js';
import type { Adjuster } from '../main/ports/adjuster.js';
import type { Clock } from '../main/ports/clock.js';
import type { Region } from '../main/ports/region.js';
import type { Settings } from '../main/ports/settings.js';
import type { SystemState, SystemEvent } from '../main/ports/system-state.js';
import type { Vault } from '../main/ports/vault.js';
import type { RequestPorts } from '../main/requests/request-ports.js';
import { createVault } from '../main/storage/vault.js';

export interface TestClock extends Clock {
  /** Moves the time and runs the timers, each at its own time. */
  advance(ms: number): void;
  /** Moves the wall clock without running timers, as on a computer that sleeps or whose clock is set. */
  sleep(ms: number): void;
  /** Time until the next timer, ms; null: there is none. */
  untilNext(): number | null;
}

export function createTestClock(start = 0): TestClock {
  let now = start;
  let slept = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    elapsed: () => now - slept,
    after(ms, run) {
      // Timers count only the time awake.
      const timer = { at: now - slept + ms, run };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
    advance(ms) {
      const end = now - slept + ms;
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        now = next.at + slept;
        next.run();
      }
      now = end + slept;
    },
    sleep(ms) {
      now += ms;
      slept += ms;
    },
    untilNext() {
      const times = [...timers].map(({ at }) => at - (now - slept));
      return times.length === 0 ? null : Math.max(0, Math.min(...times));
    },
  };
}

export interface TestSystemState extends SystemState {
  online: boolean;
  /** How many watch for the screen to be unlocked. */
  watching: number;
  idle: number;
  screenLocked: boolean;
  reportsScreenLock: boolean;
  readonly happen: (kind: SystemEvent['kind']) => void;
}

/** A computer that is awake and online until the test changes that. */
export function createTestSystemState(): TestSystemState {
  const listeners: ((event: SystemEvent) => void)[] = [];
  return {
    online: true,
    isOnline() {
      return this.online;
    },
    onChange: (listener) => void listeners.push(listener),
    watching: 0,
    idle: 0,
    screenLocked: false,
    reportsScreenLock: true,
    idleSeconds() {
      return this.idle;
    },
    isScreenLocked() {
      return this.screenLocked;
    },
    watchForUnlock() {
      this.watching += 1;
      return () => void (this.watching -= 1);
    },
    happen: (kind) => listeners.forEach((listener) => listener({ kind })),
  };
}

/** A computer that never sleeps or loses its network. */
export function alwaysAvailable(clock: Clock): Availability {
  return createAvailability(clock, createTestSystemState());
}

export const aServer: AuthorizationServer = {
  issuer: 'https://server.example',
  authorizationEndpoint: 'https://server.example/authorize',
  tokenEndpoint: 'https://server.example/token',
  revocationEndpoint: 'https://server.example/revoke',
  introspectionEndpoint: 'https://server.example/introspect',
  userinfoEndpoint: 'https://server.example/userinfo',
  jwksUri: 'https://server.example/jwks',
  pushedAuthorizationRequestEndpoint: null,
  requiresPushedAuthorizationRequests: false,
  deviceAuthorizationEndpoint: null,
  registrationEndpoint: null,
  endSessionEndpoint: null,
  sendsIssuer: false,
  scopesSupported: null,
  codeChallengeMethodsSupported: ['S256'],
  promptValuesSupported: null,
  idTokenSigningAlgorithms: null,
  clientAuthenticationMethods: null,
  clientAuthenticationAlgorithms: null,
  dpopSigningAlgorithms: null,
  grantTypesSupported: null,
  clientMetadataSupported: false,
  isOpenIdProvider: false,
};

export function aConnection(differently: Partial<Connection> = {}): Connection {
  return {
    id: 'connection-1',
    serviceId: 'service',
    serviceName: 'Service',
    ownLabel: null,
    account: {
      issuer: aServer.issuer,
      subject: 'sub-1',
      name: 'Ada Lovelace',
      email: 'ada@example.org',
    },
    server: aServer,
    registration: {
      clientId: 'lanyard',
      clientAuthentication: 'none',
      redirectUri: 'app.lanyard.desktop:/callback/service',
    },
    grant: 'authorization_code',
    resource: null,
    adjustments: [],
    lifetime: nothingKnown.lifetime,
    endsSiblings: null,
    accountPage: null,
    scopesRequested: ['notes.read'],
    scopesGranted: ['notes.read'],
    hasIdTokenClaims: false,
    connectedAt: 0,
    lastRefreshedAt: null,
    issuedAt: 0,
    accessTokenExpiresAt: 3_600_000,
    hasRefreshToken: true,
    refreshTokenExpiresAt: null,
    standing: { kind: 'active' },
    refusals: null,
    ...differently,
  };
}

/**
 * A server that answers by a script, for faults that a real server cannot be made to show. Records
 * the requests in `asked`.
 */
export function createScriptedServer(
  answer: (request: ReceivedRequest) => Response | Promise<Response>,
) {
  const received: ReceivedRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    const form = new URLSearchParams(body);
    const one: ReceivedRequest = {
      url: request.url,
      method: request.method,
      path: new URL(request.url).pathname,
      form,
      body,
      headers: request.headers,
    };
    received.push(one);
    return answer(one);
  };
  return { fetch, received };
}

export interface ReceivedRequest {
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly body: string;
  readonly headers: Headers;
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

export function tokenResponse(more: Record<string, unknown> = {}): Response {
  return json({ access_token: 'access-2', token_type: 'Bearer', expires_in: 3_600, ...more });
}

/** The real vault on a computer without a password store, not opened yet. */
export function newMemoryVault(clock: Clock): Vault {
  return createVault({
    directory: '/nowhere',
    now: () => clock.now(),
    sealer: {
      probe: () =>
        Promise.resolve({ kind: 'does_not_protect', backend: 'none', reason: 'for a test' }),
      mayPromptUser: true,
      isAlwaysPresent: true,
      answersOncePerStart: false,
      seal: () => Promise.reject(new Error('never asked')),
      open: () => Promise.reject(new Error('never asked')),
    },
  });
}

/** The same, open and kept in memory, as with "Kept only until you quit". */
export async function openMemoryVault(clock: Clock): Promise<Vault> {
  const vault = newMemoryVault(clock);
  await vault.open();
  await vault.keepUntilQuit();
  return vault;
}

export function someSecrets(differently: Partial<TokenSet> = {}): ConnectionSecrets {
  return {
    authentication: { kind: 'none' },
    proofKey: null,
    tokens: {
      accessToken: 'access-1',
      tokenType: 'bearer',
      refreshToken: 'refresh-1',
      refreshTokenExpiresAt: null,
      idToken: null,
      scopesGranted: ['notes.read'],
      issuedAt: 0,
      expiresAt: 3_600_000,
      adjustments: [],
      ...differently,
    },
  };
}

/** A store with one stored connection and its tokens. */
export async function storeWith(
  vault: Vault,
  connection: Connection = aConnection(),
  secrets: ConnectionSecrets = someSecrets(),
): Promise<ConnectionStore> {
  const store = createConnectionStore(vault);
  await store.commit([
    { kind: 'put_secrets', connectionId: connection.id, secrets },
    { kind: 'put_connection', connection },
  ]);
  return store;
}

/** As in the app, for services without adjustments. */
export function contextOver(fetch: typeof globalThis.fetch, now: () => number): ContextFor {
  return createContextFor({ fetch: createBoundedFetch(fetch), now }, noAdjuster, () => null);
}

/** A computer that is never moved to another time zone. */
export const regionAtRest: Region = {
  view: { locale: 'en-GB', timeZone: 'UTC', hourCycle: 'h23' },
  onChange: () => undefined,
};

/** Settings that never change. */
export const settingsAtRest: Settings = {
  view: {
    closeToTray: { kind: 'off' },
    startAtLogin: { kind: 'off' },
    notify: { kind: 'on' },
    theme: 'system',
    language: 'system',
    lockAfter: 'never',
    lockWithSystem: false,
    file: { kind: 'understood' },
    about: { version: '0', electron: '0', dataFolder: '/nowhere' },
  },
  change: () => Promise.resolve(null),
  checkAvailability: () => Promise.resolve(),
  onChange: () => undefined,
};

/** A computer on which every request to it succeeds. */
export function testRequestPorts(
  clock: Clock,
  differently: Partial<RequestPorts> = {},
): RequestPorts {
  return {
    clock,
    actionMenu: { enable: () => undefined },
    clientFiles: { save: () => Promise.resolve(null), open: () => Promise.resolve(null) },
    clipboard: { write: () => undefined },
    printer: { print: () => Promise.resolve(null) },
    settings: settingsAtRest,
    userAgent: { open: () => Promise.resolve(null) },
    ...differently,
  };
}

/** Every client was registered by the user. */
export const noClientRegistrations: ClientRegistrations = {
  replace: () => Promise.resolve(null),
  isExpired: () => Promise.resolve(false),
  confirm: () => Promise.resolve(),
};

export const noAdjuster: Adjuster = {
  fetch: (_adjustments, _setting, fetch) => fetch,
  authorizationUrl: (_adjustments, url) => url,
};
