import { describe, expect, test } from 'vitest';

import { assertionsOver, unsignedJwt } from '../../testing/assertions.js';
import { nodeFault } from '../../testing/scripted-server.js';
import {
  aConnection,
  aServer,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  type ReceivedRequest,
  someSecrets,
  storeWith,
} from '../../testing/test-world.js';
import type { Connection } from './connection.js';
import { failureOf } from './failures.js';

const marker = 'S3CR3T';
const notes = {
  server: { ...aServer, issuer: 'https://notes.example' },
  resource: 'https://notes.example/mcp',
  scopes: ['notes.read'],
};
const assertion = unsignedJwt({ sub: marker, aud: 'https://notes.example' });
const issued = {
  access_token: assertion,
  issued_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
  token_type: 'N_A',
};

interface Given {
  /** The identity provider's answer. */
  readonly answer?: (request: ReceivedRequest) => Response;
  /** The ID token's life from now, in seconds; null: there is no ID token. */
  readonly idTokenLife?: number | null;
  readonly connection?: Partial<Connection>;
  /** A refresh of the connection to the provider; `write` stores an ID token with this life. */
  readonly refresh?: (
    write: (life: number) => Promise<void>,
  ) => Promise<ReturnType<typeof failureOf> | null>;
}

/** A person who signed in at their organisation an hour ago. */
async function given({
  answer = () => json(issued),
  idTokenLife = 600,
  connection = {},
  refresh = () => Promise.resolve(null),
}: Given = {}) {
  const clock = createTestClock(1_700_000_000_000);
  const server = createScriptedServer(answer);
  const provider = aConnection({
    id: 'organisation',
    hasIdTokenClaims: true,
    issuedAt: clock.now() - 3_600_000,
    ...connection,
  });
  const idToken = (life: number) => unsignedJwt({ sub: marker, exp: clock.now() / 1_000 + life });
  const store = await storeWith(
    await openMemoryVault(clock),
    provider,
    someSecrets({ idToken: idTokenLife === null ? null : idToken(idTokenLife) }),
  );
  const refreshes: string[] = [];
  const write = async (life: number) => {
    const secrets = someSecrets({ idToken: idToken(life) });
    await store.commit([{ kind: 'put_secrets', connectionId: 'organisation', secrets }]);
  };
  const assertions = assertionsOver({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    refresh: (connectionId) => {
      refreshes.push(connectionId);
      return refresh(write);
    },
  });
  const ask = (connectionId = 'organisation') =>
    assertions.assertionFor({ kind: 'identity_provider', connectionId }, notes);
  return { ask, clock, idToken, refreshes, server, store };
}

describe('an organisation that cannot vouch for the user is named, and never the service', () => {
  test('because the connection to it is gone', async () => {
    const { ask, server } = await given();
    expect(await ask('another')).toMatchObject({
      kind: 'misconfigured',
      failure: { code: 'identity_provider_missing' },
    });
    expect(server.received).toEqual([]);
  });

  test.each<[string, Given, string, string]>([
    [
      'the sign-in there told nothing about the user',
      { connection: { hasIdTokenClaims: false }, idTokenLife: null },
      'misconfigured',
      'identity_provider_missing',
    ],
    [
      'the sign-in there has to be repeated',
      { connection: { standing: { kind: 'needs_sign_in', cause: failureOf('grant_refused') } } },
      'needs_sign_in',
      'identity_sign_in_needed',
    ],
    [
      'the ID token has expired and nothing brings another',
      { idTokenLife: -1, connection: { hasRefreshToken: false } },
      'needs_sign_in',
      'identity_sign_in_needed',
    ],
    [
      'a refresh there brings no ID token',
      { idTokenLife: -1 },
      'needs_sign_in',
      'identity_sign_in_needed',
    ],
    [
      'the refresh there fails for now',
      { idTokenLife: -1, refresh: () => Promise.resolve(failureOf('server_busy')) },
      'network_fault_retry',
      'identity_provider_unavailable',
    ],
    [
      'this computer has no network',
      { idTokenLife: -1, refresh: () => Promise.resolve(failureOf('network_down')) },
      'network_fault_retry',
      'network_down',
    ],
  ])('because %s: nothing is sent', async (_, world, kind, code) => {
    const { ask, server } = await given(world);
    expect(await ask()).toMatchObject({ kind, failure: { code } });
    expect(server.received).toEqual([]);
  });

  test.each<[string, () => Response, string, string]>([
    [
      'refuses',
      () => json({ error: 'access_denied' }, 400),
      'misconfigured',
      'identity_provider_refused',
    ],
    [
      'knows the session no longer',
      () => json({ error: 'invalid_grant' }, 400),
      'needs_sign_in',
      'identity_provider_refused',
    ],
    [
      'refuses the client',
      () => json({ error: 'invalid_client' }, 401),
      'misconfigured',
      'identity_provider_refused',
    ],
    [
      'answers with something else',
      () => json({ ...issued, access_token: marker }),
      'server_fault_retry',
      'identity_provider_unavailable',
    ],
    ['has a fault', () => json({}, 500), 'server_fault_retry', 'identity_provider_unavailable'],
    ['is busy', () => json({}, 503), 'server_fault_retry', 'identity_provider_unavailable'],
  ])('because it %s', async (_, answer, kind, code) => {
    const { ask } = await given({ answer });
    const outcome = await ask();
    expect(outcome).toMatchObject({ kind, failure: { code, host: 'server.example' } });
    expect(JSON.stringify(outcome)).not.toContain(marker);
  });

  test('because it cannot be reached', async () => {
    const { ask } = await given({
      answer: () => {
        throw nodeFault('ECONNREFUSED');
      },
    });
    expect(await ask()).toMatchObject({
      kind: 'network_fault_retry',
      failure: { code: 'identity_provider_unavailable' },
    });
  });
});

test('an organisation that has just answered is not asked again within 30 s, however short its ID tokens live', async () => {
  const { ask, clock, refreshes } = await given({ idTokenLife: -1 });
  const connection = { issuedAt: clock.now() - 29_000 };
  const recent = await given({ idTokenLife: -1, connection });
  expect(await recent.ask()).toMatchObject({ failure: { code: 'identity_sign_in_needed' } });
  expect(recent.refreshes).toEqual([]);
  await ask();
  expect(refreshes).toEqual(['organisation']);
});

test('a refresh of the connection to the organisation that waits is not hurried', async () => {
  const { ask, clock, refreshes, store } = await given({ idTokenLife: -1 });
  store.applyTransient('organisation', {
    kind: 'postponed',
    cause: failureOf('server_busy'),
    nextAttemptAt: clock.now() + 1,
  });
  expect(await ask()).toMatchObject({ failure: { code: 'identity_provider_unavailable' } });
  expect(refreshes).toEqual([]);
});

test('an expired ID token is replaced by a refresh first', async () => {
  const { ask, idToken, server } = await given({
    idTokenLife: -1,
    refresh: async (write) => {
      await write(60);
      return null;
    },
  });
  expect(await ask()).toMatchObject({ kind: 'ok', value: { assertion } });
  expect(server.received[0]?.form.get('subject_token')).toBe(idToken(60));
});

test('the organisation vouches for the user at this server, API and permissions', async () => {
  const { ask, server } = await given();
  expect(await ask()).toMatchObject({
    kind: 'ok',
    value: { assertion, account: { subject: 'sub-1', name: 'Ada Lovelace' } },
  });
  const form = server.received[0]?.form;
  expect(form?.get('audience')).toBe('https://notes.example');
  expect(form?.get('resource')).toBe('https://notes.example/mcp');
  expect(form?.get('scope')).toBe('notes.read');
});
