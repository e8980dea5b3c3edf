/** What the tests of main share: a clock that is moved by hand, and a connection as one is stored. */
import type { Connection } from './connections/connection.js';
import type { Clock } from './connections/ports.js';
import type { AuthorizationServer } from './oauth/authorization-server.js';

export interface TestClock extends Clock {
  /** Time passes and timers run, each at its own time. */
  advance(ms: number): void;
  /** Time passes and timers do not, as in a computer that sleeps. */
  sleep(ms: number): void;
}

export function createTestClock(start = 0): TestClock {
  let now = start;
  let slept = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(ms, run) {
      // Timers count the time awake.
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
  };
}

export const aServer: AuthorizationServer = {
  issuer: 'https://server.example',
  authorizationEndpoint: 'https://server.example/authorize',
  tokenEndpoint: 'https://server.example/token',
  revocationEndpoint: 'https://server.example/revoke',
  introspectionEndpoint: 'https://server.example/introspect',
  userinfoEndpoint: 'https://server.example/userinfo',
  jwksUri: 'https://server.example/jwks',
  sendsIssuer: false,
  scopesSupported: null,
  codeChallengeMethodsSupported: ['S256'],
  promptValuesSupported: null,
  idTokenSigningAlgorithms: null,
  clientAuthenticationMethods: null,
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
    accountPage: null,
    scopeWords: {},
    scopesAsked: ['notes.read'],
    scopesGranted: ['notes.read'],
    idTokenClaims: null,
    connectedAt: 0,
    lastRenewedAt: null,
    issuedAt: 0,
    accessTokenExpiresAt: 3_600_000,
    hasRefreshToken: true,
    standing: { kind: 'good' },
    ...differently,
  };
}
