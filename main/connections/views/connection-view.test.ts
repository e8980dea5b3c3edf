import { describe, expect, test } from 'vitest';

import type { ConnectionDetails } from '../../../ipc/connection-view.js';
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
import { planted, withUnknownMembers } from '../../../testing/unknown-members.js';
import { KnownSecrets } from '../../oauth/known-secrets.js';
import type { Clock } from '../../ports/clock.js';
import { AccessTokens } from '../access-token.js';
import type { TransientState } from '../connection-state.js';
import type { ConnectionStore } from '../connection-store.js';
import type {
  PendingAtServer,
  PendingCode,
  PendingInBrowser,
  SignInParameters,
  PersistedStatus,
  StoredFailure,
} from '../connection.js';
import { nothingKnown } from '../service.js';
import { attemptView, type Phase } from '../sign-in/attempt.js';
import { asStored, UnknownValue } from '../unknown-value.js';
import { DetailsWatcher } from './connection-details.js';
import { connectionView } from './connection-view.js';

const noSecrets = new KnownSecrets().ofAll;
const failure = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
const entry = {
  connection: aConnection(),
  transient: { kind: 'none' },
  secretsReadable: true,
} as const;
const view = (differently: Partial<typeof entry> | object, scopeDescriptions = {}) =>
  connectionView({ ...entry, ...differently }, true, scopeDescriptions);

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
  scopesRequested: [],
  resource: null,
  adjustments: [],
  lifetime: nothingKnown.lifetime,
  endsSiblings: null,
  accountPage: null,
};
const shared = { id: 'attempt', connectionId: null, parameters: terms, openedAt: 0, expiresAt: 1 };
const inBrowser: PendingInBrowser = {
  ...shared,
  kind: 'browser',
  redirectMethod: 'app_link',
  redirectUri: 'app.lanyard.desktop:/callback/service',
  authorizationOptions: { prompt: null, loginHint: null, extraParameters: {} },
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
const atServer: PendingAtServer = {
  ...shared,
  kind: 'server_held',
  identity: secret,
  authorizationUrl: `https://server.example/authorize?identity=${secret}`,
};
const attempt = {
  id: 'attempt',
  service: { id: 'service', name: 'Service' },
  connectionId: null,
  otherMethods: [],
};

/** The details that the window is sent; `respond` is the server. */
function watchedDetails(store: ConnectionStore, clock: Clock, respond: () => Promise<Response>) {
  const emitted: (ConnectionDetails | null)[] = [];
  const refreshScheduler = {
    refresh: () => Promise.resolve(null),
    whenIdle: () => Promise.resolve(),
  };
  const details = new DetailsWatcher({
    store,
    clock,
    accessTokens: new AccessTokens({ store, clock, refreshScheduler }),
    emit: (shown) => emitted.push(shown),
    contextFor: contextOver(respond, () => 0),
  });
  return { details, emitted };
}

test('offline_access counts as granted once there is a refresh token, listed or not', () => {
  const scopes = { scopesRequested: ['offline_access'], scopesGranted: [] };
  const granted = (hasRefreshToken: boolean) =>
    connectionView(
      { ...entry, connection: aConnection({ ...scopes, hasRefreshToken }) },
      true,
      {},
    ).permissions.map((each) => each.granted);
  expect([granted(true), granted(false)]).toEqual([[true], [false]]);
});

describe('no secret reaches the window (R17)', () => {
  test('from a pending sign-in: neither state nor nonce, verifier, device code or client secret', () => {
    const phases = [
      {
        kind: 'waiting',
        pending: inBrowser,
        browserFailure: null,
        unmatchedCallback: null,
        linkSchemeFailure: null,
      },
      { kind: 'waiting_for_code', pending: byCode },
      { kind: 'waiting_for_server', pending: atServer, browserFailure: null },
    ] as const;
    for (const phase of phases) {
      const shown = attemptView({ ...attempt, phase }, noSecrets);
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
    const { details, emitted } = watchedDetails(store, clock, () =>
      // A server that repeats the token in its response.
      Promise.resolve(json({ active: true, token: tokens.accessToken, scope: 'a' })),
    );
    await details.watch('connection-1');
    await details.introspect('connection-1');
    expect(emitted.at(-1)?.tokens?.introspection).toMatchObject({ kind: 'answered', active: true });
    expect(emitted.at(-1)?.tokens?.accessToken).toMatch(/^tok_[0-9a-f]{12}$/);
    expect(JSON.stringify(emitted)).not.toContain(secret);
  });
});

test('introspection that the server refuses is neither its trouble nor a wrong setting', async () => {
  const clock = createTestClock();
  const store = await storeWith(await openMemoryVault(clock), aConnection(), someSecrets());
  const { details, emitted } = watchedDetails(store, clock, () =>
    Promise.resolve(json({ error: 'invalid_client' }, 401)),
  );
  await details.introspect('connection-1');
  expect(emitted.at(-1)?.tokens?.introspection).toEqual({ kind: 'refused', at: clock.now() });
  expect(store.get('connection-1')?.connection.standing).toEqual({ kind: 'active' });
});

describe('no member that a newer version stored reaches the window', () => {
  const cause: StoredFailure = { ...failure, code: 'newer_version', [asStored]: { code: planted } };
  const waiting = {
    kind: 'waiting',
    obstacle: 'refused',
    cause,
    since: 3,
    nextAttemptAt: 9,
    passingFailures: 0,
    refusals: { count: 1, since: 3 },
  } as const;
  const disconnecting = { kind: 'disconnecting', since: 3 } as const;
  const standings: readonly PersistedStatus[] = [
    { kind: 'active' },
    { kind: 'needs_sign_in', cause },
    { kind: 'misconfigured', cause },
    { ...disconnecting, progress: { kind: 'pending' } },
    { ...disconnecting, progress: waiting },
    { ...disconnecting, progress: { kind: 'stopped', cause } },
    { ...disconnecting, progress: { kind: 'given_up', cause } },
    new UnknownValue({ kind: planted }),
  ];
  const transients: readonly TransientState[] = [
    { kind: 'none' },
    { kind: 'refreshing' },
    { kind: 'retrying', cause, nextAttemptAt: 9 },
    { kind: 'offline', since: 1, nextAttemptAt: 9 },
  ];

  test('of a connection, in any standing and state', () => {
    const refusals = { count: 1, equal: 1, equalSince: 3, lastAt: 3, cause };
    const adjustments = [{ name: 'comma_scopes' }] as const;
    const connections = standings.flatMap((standing) => [
      aConnection({ standing, adjustments }),
      aConnection({ standing, adjustments, refusals }),
    ]);
    for (const connection of connections) {
      for (const transient of transients) {
        const shown = view({
          connection: withUnknownMembers(connection),
          transient: withUnknownMembers(transient),
        });
        expect(shown.id).toBe('connection-1');
        expect(JSON.stringify(shown)).not.toContain(planted);
      }
    }
  });

  test('of its details and its activity', async () => {
    const clock = createTestClock();
    const connection = aConnection({ adjustments: [{ name: 'comma_scopes' }] });
    const store = await storeWith(
      await openMemoryVault(clock),
      withUnknownMembers(connection),
      withUnknownMembers(someSecrets()),
    );
    const entry = { connectionId: connection.id, at: 1, kind: 'refresh_failed', failure } as const;
    await store.commit([{ kind: 'add_activity', entry: withUnknownMembers(entry) }]);
    const { details, emitted } = watchedDetails(store, clock, () =>
      Promise.reject(new Error('no network')),
    );
    await details.watch(connection.id);
    expect(emitted).toMatchObject([
      { tokens: { adjustments: ['comma_scopes'] }, activity: [{ failure }] },
    ]);
    expect(JSON.stringify(emitted)).not.toContain(planted);
  });

  test('of a sign-in under way', () => {
    const phases: readonly Phase[] = [
      { kind: 'preparing' },
      { kind: 'confirm_private_network', hosts: ['10.0.0.1'] },
      {
        kind: 'waiting',
        pending: inBrowser,
        browserFailure: failure,
        unmatchedCallback: null,
        linkSchemeFailure: null,
      },
      { kind: 'waiting_for_code', pending: byCode },
      { kind: 'waiting_for_server', pending: atServer, browserFailure: cause },
      { kind: 'finishing' },
      { kind: 'failed', failure: cause },
      { kind: 'connected', connection: aConnection(), merged: false },
    ];
    for (const phase of phases) {
      const shown = attemptView(withUnknownMembers({ ...attempt, phase }), noSecrets);
      expect(shown.phase.kind).toBe(phase.kind);
      expect(JSON.stringify(shown)).not.toContain(planted);
    }
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
          standing: { kind: 'disconnecting', since: 3, progress: { kind: 'pending' } },
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
      kind: 'refreshes',
      nextRefreshAt: 9,
      endsAfterMs: null,
    });
  });
});

test.each([
  [{ ownLabel: 'Work' }, 'Ada Lovelace', 'ada@example.org', 'Work'],
  [{}, 'Ada Lovelace', 'ada@example.org', 'Ada Lovelace'],
  [{}, null, 'ada@example.org', 'ada@example.org'],
  [{}, null, null, 'Account at Service'],
])(
  'a connection (%j, %s, %s) is called %s, and never by its subject',
  (own, name, email, label) => {
    const account = { ...entry.connection.account, name, email };
    expect(view({ connection: aConnection({ ...own, account }) }).label).toBe(label);
  },
);

test('a permission that was requested but not granted is shown as such, in plain words (O11, H53)', () => {
  const connection = aConnection({
    scopesRequested: ['read', 'write'],
    scopesGranted: ['read', 'extra'],
  });
  expect(view({ connection }, { read: 'Read your notes' }).permissions).toEqual([
    { scope: 'read', description: 'Read your notes', requested: true, granted: true },
    { scope: 'extra', description: null, requested: false, granted: true },
    { scope: 'write', description: null, requested: true, granted: false },
  ]);
});

describe('the usual scopes of OpenID have their words at every service', () => {
  const described = (scope: string, descriptions = {}) =>
    view({ connection: aConnection({ scopesGranted: [scope], scopesRequested: [] }) }, descriptions)
      .permissions[0]?.description;

  test.each([
    ['openid', 'Know who you are'],
    ['profile', 'See your name'],
    ['email', 'See your e-mail address'],
    ['address', 'See your postal address'],
    ['phone', 'See your telephone number'],
    ['offline_access', 'Stay connected while you are away'],
  ])('%s: %s', (scope, words) => {
    expect(described(scope)).toBe(words);
    expect(described(scope, { [scope]: 'In other words' })).toBe('In other words');
  });

  test.each(['OPENID', 'openid2', 'constructor', '__proto__'])('%s has none', (scope) => {
    expect(described(scope)).toBeNull();
  });
});

describe('what an older version stored is filtered when it is shown', () => {
  const hidden = '\u3164\u200b';
  const shown = (differently: Parameters<typeof aConnection>[0]) =>
    view({ connection: aConnection(differently) });
  const { account } = entry.connection;

  test('a label, a name and an address that nobody can see are missing (N7)', () => {
    const blank = { ...account, name: hidden, email: '\u2800' };
    const { label, account: named } = shown({ ownLabel: hidden, account: blank });
    expect({ label, named }).toEqual({
      label: 'Account at Service',
      named: { name: null, email: null },
    });
  });

  test('a colour that only a newer version knows is not shown, and a note in one line (S8, N7)', () => {
    const { colour } = shown({ ownColour: new UnknownValue('mauve') });
    const { note } = shown({ note: 'Paid\u202e by\nBob' });
    expect([colour, note]).toEqual([null, 'Paid by Bob']);
    expect(shown({ ownColour: 'teal' }).colour).toBe('teal');
  });

  test('marks that turn the text are gone from label, account and service (N7)', () => {
    const turned = '\u202eA\u2066da\u200f';
    const {
      label,
      account: named,
      serviceName,
    } = shown({
      ...{ ownLabel: turned, serviceName: turned },
      account: { ...account, name: turned, email: turned },
    });
    expect([label, named.name, named.email, serviceName]).toEqual(['Ada', 'Ada', 'Ada', 'Ada']);
  });

  test('a service without a visible name is called by its server (N7)', () => {
    expect(shown({ serviceName: hidden }).serviceName).toBe('server.example');
  });

  test('the words of a server in a failure are one bounded line (N7)', () => {
    const cause = {
      ...failure,
      cause: `no\u202e\n\nLanyard: ${'x'.repeat(9_000)}`,
      serverError: '\u3164',
    };
    const { state } = shown({ standing: { kind: 'needs_sign_in', cause } });
    expect(state).toMatchObject({ cause: { serverError: null } });
    expect(state.kind === 'needs_sign_in' && state.cause.cause).toMatch(/^no Lanyard: x{3988}…$/);
  });

  test.each([
    ['Mail.Read\u3164granted', 'Mail.Read‹U+3164›granted'],
    ['\u202edaeR', '‹U+202E›daeR'],
    ['write"', 'write"'],
    ['x'.repeat(5_000), `${'x'.repeat(100)}…`],
  ])('a permission with no valid name has words of ours: %j (N7)', (scope, named) => {
    expect(shown({ scopesGranted: [scope], scopesRequested: [] }).permissions).toEqual([
      {
        scope: named,
        description: 'A permission whose name is not a valid scope',
        requested: false,
        granted: true,
      },
    ]);
  });
});
