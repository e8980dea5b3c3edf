import { describe, expect, test } from 'vitest';

import { attemptView } from '../sign-in/attempt.js';
import {
  aConnection,
  aServer,
  storeWith,
  contextOver,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
} from '../../../testing/test-world.js';
import type { ConnectionDetails } from '../../../ipc/connection-view.js';
import { AccessTokens } from '../access-token.js';
import { DetailsWatcher } from './connection-details.js';
import type { PendingCode, PendingInBrowser, SignInParameters } from '../connection.js';
import { nothingKnown } from '../service.js';
import { connectionView } from './connection-view.js';

const failure = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const entry = {
  connection: aConnection(),
  transient: { kind: 'none' },
  secretsReadable: true,
} as const;
const view = (differently: Partial<typeof entry> | object, scopeWords = {}) =>
  connectionView({ ...entry, ...differently }, true, scopeWords);

const secret = 'S3CR3T-0b1c';
const authentication = {
  kind: 'client_secret_basic',
  clientSecret: `${secret}-client`,
} as const;
const proofKey = { kty: 'EC', alg: 'ES256', d: `${secret}-key` };
const terms: SignInParameters = {
  serviceId: 'service',
  serviceName: 'Service',
  server: aServer,
  client: { clientId: 'lanyard', authentication },
  proofKey,
  scopesAsked: [],
  resource: null,
  adjustments: [],
  lifetime: nothingKnown.lifetime,
  endsSiblings: null,
  accountPage: null,
};
const shared = { id: 'attempt', connectionId: null, terms, openedAt: 0, expiresAt: 1 };
const inBrowser: PendingInBrowser = {
  ...shared,
  kind: 'browser',
  way: 'app_link',
  redirectUri: 'app.lanyard.desktop:/callback/service',
  wish: { prompt: null, loginHint: null, extraParameters: {} },
  authorizationUrl: `https://server.example/authorize?state=${secret}&nonce=${secret}`,
  usableOnceUntil: null,
  state: secret,
  nonce: secret,
  codeVerifier: secret,
};
const byCode: PendingCode = {
  ...shared,
  kind: 'code',
  deviceCode: secret,
  userCode: 'ABCD-EFGH',
  verificationUri: 'https://server.example/device',
  verificationUriComplete: null,
  intervalMs: 5_000,
};
const attempt = {
  id: 'attempt',
  service: { id: 'service', name: 'Service' },
  connectionId: null,
  otherMethods: [],
};

describe('R17 no secret reaches the window', () => {
  test('from a pending sign-in: neither state nor nonce, verifier, device code or client secret', () => {
    const phases = [
      { kind: 'waiting', pending: inBrowser, browserFailure: null },
      { kind: 'waiting_for_code', pending: byCode },
    ] as const;
    for (const phase of phases) {
      const shown = attemptView({ ...attempt, phase });
      expect(shown.phase.kind).toBe(phase.kind);
      expect(JSON.stringify(shown)).not.toContain(secret);
    }
  });

  test('from token details and introspection: fingerprints only', async () => {
    const clock = createTestClock();
    const tokens = {
      accessToken: `${secret}-access`,
      refreshToken: `${secret}-refresh`,
      idToken: `${secret}-id`,
    };
    const secrets = { ...someSecrets(tokens), authentication, proofKey };
    const store = await storeWith(await openMemoryVault(clock), aConnection(), secrets);
    const emitted: (ConnectionDetails | null)[] = [];
    const refreshScheduler = {
      refresh: () => Promise.resolve(null),
      settled: () => Promise.resolve(),
    };
    const details = new DetailsWatcher({
      store,
      clock,
      accessTokens: new AccessTokens({ store, clock, refreshScheduler }),
      emit: (shown) => emitted.push(shown),
      describeAdjustment: ({ name }) => name,
      // A server that repeats the token in its response.
      contextFor: contextOver(
        () => Promise.resolve(json({ active: true, token: tokens.accessToken, scope: 'a' })),
        () => 0,
      ),
    });
    await details.watch('connection-1');
    await details.introspect('connection-1');
    expect(emitted.at(-1)?.tokens?.introspection).toMatchObject({ kind: 'answered', active: true });
    expect(emitted.at(-1)?.tokens?.accessToken).toMatch(/^tok_[0-9a-f]{12}$/);
    expect(JSON.stringify(emitted)).not.toContain(secret);
  });
});

describe('the state that is shown', () => {
  test('a locked vault takes precedence over everything else', () => {
    const broken = aConnection({ standing: { kind: 'needs_sign_in', cause: failure } });
    expect(connectionView({ ...entry, connection: broken }, false, {}).state).toEqual({
      kind: 'storage_locked',
    });
    expect(view({ secretsReadable: false }).state).toEqual({ kind: 'storage_locked' });
  });

  test.each([
    ['active', {}],
    ['refreshing', { transient: { kind: 'refreshing' } }],
    ['retrying', { transient: { kind: 'retrying', cause: failure, nextAttemptAt: 9 } }],
    ['offline', { transient: { kind: 'offline', since: 1, nextAttemptAt: 9 } }],
    ['expires', { connection: aConnection({ hasRefreshToken: false }) }],
    [
      'needs_sign_in',
      { connection: aConnection({ standing: { kind: 'needs_sign_in', cause: failure } }) },
    ],
    [
      'misconfigured',
      { connection: aConnection({ standing: { kind: 'misconfigured', cause: failure } }) },
    ],
    [
      'disconnecting',
      {
        connection: aConnection({
          standing: { kind: 'disconnecting', since: 3, progress: { kind: 'asking' } },
        }),
        // Its token is in the outbox.
        secretsReadable: false,
      },
    ],
  ])('%s', (kind, differently) => {
    expect(view(differently).state.kind).toBe(kind);
  });

  test('trying again after a refusal shows as refreshing', () => {
    const connection = aConnection({ standing: { kind: 'needs_sign_in', cause: failure } });
    expect(view({ connection, transient: { kind: 'refreshing' } }).state.kind).toBe('refreshing');
  });
});

describe('how long it lasts', () => {
  test('without a refresh token it ends with the access token, or is unknown', () => {
    const ends = aConnection({ hasRefreshToken: false });
    expect(view({ connection: ends }).lifetime).toEqual({ kind: 'ends', at: 3_600_000 });
    const open = aConnection({ hasRefreshToken: false, accessTokenExpiresAt: null });
    expect(view({ connection: open }).lifetime).toEqual({ kind: 'not_known' });
  });

  test('while it waits to retry, that is when it refreshes next', () => {
    const transient = { kind: 'retrying', cause: failure, nextAttemptAt: 9 };
    expect(view({ transient }).lifetime).toEqual({
      kind: 'renews',
      nextRefreshAt: 9,
      endsAfterMs: null,
    });
  });
});

test('O11 H53 a permission that was requested but not granted is shown as such, in plain words', () => {
  const connection = aConnection({
    scopesAsked: ['read', 'write'],
    scopesGranted: ['read', 'extra'],
  });
  expect(view({ connection }, { read: 'Read your notes' }).permissions).toEqual([
    { scope: 'read', words: 'Read your notes', asked: true, granted: true },
    { scope: 'extra', words: null, asked: false, granted: true },
    { scope: 'write', words: null, asked: true, granted: false },
  ]);
});
