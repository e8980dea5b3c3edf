import { setImmediate } from 'node:timers/promises';

import { beforeAll, describe, expect, test, vi } from 'vitest';

import { noAssertions } from '../../../testing/assertions.js';
import { createSigner } from '../../../testing/scripted-server.js';
import {
  aConnection,
  aServer,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import { StorageError } from '../../ports/storage-error.js';
import type { VaultWrite } from '../../ports/vault.js';
import type { ConnectionSecrets } from '../connection.js';
import { ConnectionRefresher } from './refresh-connection.js';

const id = 'connection-1';
const now = 1_800_000_000_000;
const claims = { iss: aServer.issuer, sub: 'sub-1', aud: 'lanyard', iat: now / 1_000 };

let signer: Awaited<ReturnType<typeof createSigner>>;
let idToken: string;
beforeAll(async () => {
  signer = await createSigner();
  idToken = await signer.sign({ ...claims, exp: now / 1_000 + 300 });
});

/** Records each write and each request, in their order. */
async function given(
  token: () => Response,
  { idTokenClaims = null }: Pick<ConnectionSecrets, 'idTokenClaims'> = {},
) {
  const events: string[] = [];
  const clock = createTestClock(now);
  const server = createScriptedServer(({ path }) => {
    events.push(path);
    return path === '/jwks' ? json({ keys: [signer.publicKey] }) : token();
  });
  const store = await storeWith(
    await openMemoryVault(clock),
    aConnection({
      issuedAt: now,
      accessTokenExpiresAt: now + 3_600_000,
      hasIdTokenClaims: idTokenClaims !== null,
    }),
    { ...someSecrets(), idTokenClaims },
  );
  const recordStore = store.recordStore();
  const commit = recordStore.commit.bind(recordStore);
  let disk = (): Promise<void> => Promise.resolve();
  vi.spyOn(recordStore, 'commit').mockImplementation(async (writes) => {
    const written = describeWrites(writes);
    events.push(`writes ${written}`);
    if (written !== 'put_intent') await disk();
    await commit(writes);
    events.push(`wrote ${written}`);
  });
  const refresher = new ConnectionRefresher({
    store,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    assertions: noAssertions,
    mayRetryNow: () => true,
  });
  return {
    events,
    refresher,
    connection: () => store.get(id)?.connection,
    tokens: async () => (await recordStore.secrets(id)).tokens,
    claims: async () => (await recordStore.secrets(id)).idTokenClaims,
    slowDisk: (by: typeof disk) => (disk = by),
  };
}

function describeWrites(writes: readonly VaultWrite[]): string {
  return writes.map(({ kind }) => kind).join(' ');
}

const intent = ['writes put_intent', 'wrote put_intent', '/token'];
const tokenAlone = 'put_secrets put_connection';
const whole = 'put_secrets put_connection delete_intent add_activity';

describe('a refresh token that arrived with a response', () => {
  test('is stored before a refusal of the rest is reported (H60)', async () => {
    const world = await given(() => tokenResponse({ refresh_token: 'rt-2', token_type: 'mac' }));
    let makeRoom = (): void => undefined;
    world.slowDisk(() => new Promise((resolve) => (makeRoom = resolve)));
    let isReported = false;
    const refreshing = world.refresher.refresh(id).then((result) => {
      isReported = true;
      return result;
    });
    await vi.waitFor(() => expect(world.events).toEqual([...intent, `writes ${tokenAlone}`]));
    await setImmediate();
    expect(isReported).toBe(false);
    world.slowDisk(() => Promise.resolve());
    makeRoom();
    expect(await refreshing).toMatchObject({
      kind: 'postponed',
      outcome: { failure: { code: 'response_rejected' } },
    });
    expect(await world.tokens()).toMatchObject({ refreshToken: 'rt-2', accessToken: 'access-1' });
  });

  test('is stored with everything else in one write where no ID token has to be verified (H60)', async () => {
    const world = await given(() => tokenResponse({ refresh_token: 'rt-2' }));
    expect(await world.refresher.refresh(id)).toEqual({ kind: 'refreshed' });
    expect(world.events).toEqual([...intent, `writes ${whole}`, `wrote ${whole}`]);
  });

  test('is stored on its own before the server’s keys are fetched for an ID token (H60)', async () => {
    const world = await given(() => tokenResponse({ refresh_token: 'rt-2', id_token: idToken }));
    expect(await world.refresher.refresh(id)).toEqual({ kind: 'refreshed' });
    expect(world.events).toEqual([
      ...intent,
      ...[`writes ${tokenAlone}`, `wrote ${tokenAlone}`, '/jwks'],
      ...[`writes ${whole}`, `wrote ${whole}`],
    ]);
    expect(await world.tokens()).toMatchObject({ refreshToken: 'rt-2', accessToken: 'access-2' });
  });

  test('brings access though its ID token is of a later sign-in: that of the sign-in stays (H63)', async () => {
    const idTokenClaims = { ...claims, auth_time: now / 1_000 - 3_000 };
    const later = { ...claims, auth_time: now / 1_000, exp: now / 1_000 + 300 };
    const id_token = await signer.sign(later);
    const world = await given(() => tokenResponse({ refresh_token: 'rt-2', id_token }), {
      idTokenClaims,
    });
    expect(await world.refresher.refresh(id)).toEqual({ kind: 'refreshed' });
    expect(await world.tokens()).toMatchObject({
      ...{ refreshToken: 'rt-2', accessToken: 'access-2', idToken: null },
      adjustments: ['id_token_disregarded'],
    });
    expect(await world.claims()).toEqual(idTokenClaims);
    expect(world.connection()).toMatchObject({ standing: { kind: 'active' } });
  });

  test('brings none where its ID token is of another account, and is kept (H63)', async () => {
    const id_token = await signer.sign({ ...claims, sub: 'sub-2', exp: now / 1_000 + 300 });
    const world = await given(() => tokenResponse({ refresh_token: 'rt-2', id_token }), {
      idTokenClaims: claims,
    });
    expect(await world.refresher.refresh(id)).toMatchObject({ kind: 'postponed' });
    expect(await world.tokens()).toMatchObject({ refreshToken: 'rt-2', accessToken: 'access-1' });
  });

  test.each([
    ['with no ID token', {}],
    ['with an ID token', { id_token: 'a.b.c' }],
    ['in a response that is refused', { token_type: 'mac' }],
  ])(
    'is kept in memory while the store fails, and the failure is reported: %s (R3)',
    async (_, more) => {
      const world = await given(() => tokenResponse({ refresh_token: 'rt-2', ...more }));
      const full = new StorageError('full', 'disk full');
      world.slowDisk(() => Promise.reject(full));
      await expect(world.refresher.refresh(id)).rejects.toBe(full);
      expect(await world.tokens()).toMatchObject({ refreshToken: 'refresh-1' });
      world.slowDisk(() => Promise.resolve());
      await world.refresher.storeReceived(id);
      expect(await world.tokens()).toMatchObject({ refreshToken: 'rt-2' });
    },
  );
});

describe('a client secret that the server reads in another way than it was sent', () => {
  test('is sent in that way from the next refresh on', async () => {
    const clock = createTestClock(now);
    const sent: (string | null)[] = [];
    const server = createScriptedServer(({ form }) => {
      sent.push(form.get('client_secret'));
      return form.has('client_secret')
        ? tokenResponse({ refresh_token: 'rt-2' })
        : json({ error: 'invalid_client' }, 401);
    });
    const { registration } = aConnection();
    const store = await storeWith(
      await openMemoryVault(clock),
      aConnection({
        registration: { ...registration, clientAuthentication: 'client_secret_basic' },
      }),
      {
        ...someSecrets(),
        authentication: { kind: 'client_secret_basic', clientSecret: 'secret-1' },
      },
    );
    const refresher = new ConnectionRefresher({
      store,
      clock,
      contextFor: contextOver(server.fetch, () => clock.now()),
      assertions: noAssertions,
      mayRetryNow: () => true,
    });
    expect(await refresher.refresh(id)).toEqual({ kind: 'refreshed' });
    expect(store.get(id)?.connection.registration.clientAuthentication).toBe('client_secret_post');
    expect(await refresher.refresh(id)).toEqual({ kind: 'refreshed' });
    expect(sent).toEqual([null, 'secret-1', 'secret-1']);
  });
});
