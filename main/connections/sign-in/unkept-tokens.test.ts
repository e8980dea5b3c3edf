import { setImmediate } from 'node:timers/promises';

import { describe, expect, test, vi } from 'vitest';

import { createSigner } from '../../../testing/scripted-server.js';
import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  aServer,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  type ReceivedRequest,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import { StorageError } from '../../ports/storage-error.js';
import type { Connection } from '../connection.js';
import { nothingKnown, type Service } from '../service.js';
import { UnkeptTokens } from './unkept-tokens.js';

const start = 1_800_000_000_000;
const ada = aConnection();
const elsewhere = aConnection({
  serviceId: 'other',
  server: { ...aServer, issuer: 'https://other.example' },
});

interface Situation {
  readonly stored?: Connection;
  readonly service?: Partial<Service>;
  readonly token?: Record<string, unknown>;
  readonly idToken?: Record<string, unknown>;
  readonly userinfo?: () => Response | Promise<Response>;
}

async function given({ stored = elsewhere, service, token, idToken, userinfo }: Situation) {
  const clock = createTestClock(start);
  const signer = await createSigner();
  const seconds = start / 1_000;
  const claims = { iss: aServer.issuer, aud: 'lanyard', iat: seconds, exp: seconds + 600 };
  const signed = idToken && (await signer.sign({ ...claims, ...idToken }));
  const server = createScriptedServer(({ path }) => {
    switch (path) {
      case '/token':
        return tokenResponse({
          refresh_token: 'refresh-2',
          ...(signed && { id_token: signed }),
          ...token,
        });
      case '/jwks':
        return json({ keys: [signer.publicKey] });
      case '/userinfo':
        return userinfo ? userinfo() : json({ sub: 'sub-2', name: 'Grace Hopper' });
      default:
        return new Response('');
    }
  });
  const store = await storeWith(await openMemoryVault(clock), stored);
  const { signIn, reached } = createTestSignIn({ store, clock, fetch: server.fetch });

  /** Up to the answer of the browser. */
  async function comesBack(connection: Connection | null = null) {
    const id = signIn.start({
      service: aService({ scopes: ['notes.read'], ...service }),
      connection,
    });
    await reached('waiting');
    const link = await signIn.link(id);
    if (link?.kind !== 'ok') throw new Error('the sign-in does not wait for a browser');
    const state = new URL(link.value).searchParams.get('state') ?? '';
    const received = signIn.receive(`app.lanyard.desktop:/callback/service?code=x&state=${state}`);
    return { id, received };
  }
  async function revoked() {
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    return server.received.filter(({ path }) => path === '/revoke').map(tokenOf);
  }
  return { store, server, signIn, reached, comesBack, revoked };
}

const tokenOf = ({ form }: ReceivedRequest) => [form.get('token_type_hint'), form.get('token')];
const both = [
  ['refresh_token', 'refresh-2'],
  ['access_token', 'access-2'],
];

describe('tokens that a connection uses, or may share a grant with, are never revoked', () => {
  test('those that are kept', async () => {
    const world = await given({});
    await (
      await world.comesBack()
    ).received;
    await world.reached('connected');
    expect(await world.revoked()).toEqual([]);
  });

  test.each([
    ['nobody knows whose they are', {}, { sub: 7 }],
    ['they are of the same account', {}, { sub: 'sub-1' }],
    ['the service ends all accounts together', { endsSiblings: true }, { sub: 'sub-2' }],
  ])('those of a sign-in that was cancelled while %s', async (_, differently, claims) => {
    let answer: () => void = () => undefined;
    const world = await given({
      stored: aConnection(differently),
      userinfo: () => new Promise((resolve) => (answer = () => resolve(json(claims)))),
    });
    const { id, received } = await world.comesBack(ada);
    await vi.waitFor(() =>
      expect(world.server.received.some(({ path }) => path === '/userinfo')).toBe(true),
    );
    void world.signIn.cancel(id);
    answer();
    await received;
    expect(await world.revoked()).toEqual([]);
  });

  test('those that the store could not take, of an account that is listed', async () => {
    const world = await given({ stored: ada, userinfo: () => json({ sub: 'sub-1' }) });
    const { received } = await world.comesBack(ada);
    refuseTokens(world.store);
    await received;
    await world.reached('failed');
    expect(await world.revoked()).toEqual([]);
  });

  test('anything, where the service does not offer it', async () => {
    const server = { kind: 'known', server: { ...aServer, revocationEndpoint: null } } as const;
    const world = await given({ service: { server }, token: { token_type: 'mac' } });
    await (
      await world.comesBack()
    ).received;
    await world.reached('failed');
    expect(await world.revoked()).toEqual([]);
  });
});

describe('tokens that nobody keeps are revoked', () => {
  test('where userinfo is of another account than the ID token (H90)', async () => {
    const world = await given({ idToken: { sub: 'sub-9' } });
    await (
      await world.comesBack()
    ).received;
    expect((await world.reached('failed')).phase).toMatchObject({
      failure: { code: 'response_rejected' },
    });
    expect(await world.revoked()).toEqual(both);
  });

  test.each([
    ['an ID token for another app', { idToken: { sub: 'sub-2', aud: 'other' } }],
    ['an ID token that has expired', { idToken: { sub: 'sub-2', exp: 1 } }],
    ['another type of token', { token: { token_type: 'mac' } }],
  ])('where the response is refused for %s', async (_, situation) => {
    const world = await given(situation);
    await (
      await world.comesBack()
    ).received;
    await world.reached('failed');
    expect(await world.revoked()).toEqual(both);
    expect(world.store.all()).toHaveLength(1);
  });

  test('of another account, once the user cancels', async () => {
    const world = await given({ stored: ada });
    const { id, received } = await world.comesBack(ada);
    await received;
    await world.reached('other_account');
    expect(await world.revoked()).toEqual([]);
    void world.signIn.cancel(id);
    expect(await world.revoked()).toEqual(both);
  });

  test('of another account, once the user tries again', async () => {
    const world = await given({ stored: ada });
    const { id, received } = await world.comesBack(ada);
    await received;
    await world.reached('other_account');
    world.signIn.tryAgain(id);
    expect(await world.revoked()).toEqual(both);
  });

  test('not of another account that the user adds', async () => {
    const world = await given({ stored: ada });
    const { id, received } = await world.comesBack(ada);
    await received;
    await world.reached('other_account');
    await world.signIn.keepAsNew(id);
    void world.signIn.cancel(id);
    expect(await world.revoked()).toEqual([]);
    expect(world.store.all()).toHaveLength(2);
  });

  test('that the store could not take', async () => {
    const world = await given({});
    const { received } = await world.comesBack();
    refuseTokens(world.store);
    await received;
    await world.reached('failed');
    expect(await world.revoked()).toEqual(both);
  });

  test('when the user cancels before the account is known', async () => {
    const world = await given({ userinfo: () => new Promise<Response>(() => undefined) });
    const { id, received } = await world.comesBack();
    await vi.waitFor(() =>
      expect(world.server.received.some(({ path }) => path === '/userinfo')).toBe(true),
    );
    void world.signIn.cancel(id);
    await received;
    expect(await world.revoked()).toEqual(both);
  });

  test('where the server holds them, by the identity that brings them', async () => {
    const { store } = await given({});
    const sent: unknown[] = [];
    const unkept = new UnkeptTokens({
      store,
      clock: createTestClock(start),
      availability: { blocker: () => null },
      random: () => 0,
      isSigningIn: () => false,
      contextFor: () => ({
        now: () => start,
        fetch: (url, init) => {
          sent.push([url, init?.method, init?.body]);
          return Promise.resolve(new Response(''));
        },
      }),
    });
    const client = { clientId: 'lanyard', authentication: { kind: 'none' } } as const;
    unkept.revoke({
      grantType: 'server_held',
      parameters: {
        ...{ serviceId: 'service', serviceName: 'Service', server: aServer, client },
        ...{ proofKey: null, scopesRequested: [], resource: null, adjustments: [] },
        ...{ lifetime: nothingKnown.lifetime, endsSiblings: null, accountPage: null },
      },
      tokens: { accessToken: 'access-2', refreshToken: 'identity', tokenType: 'bearer' },
      account: null,
    });
    const body = JSON.stringify({ client_id: 'lanyard', client_user_identity: 'identity' });
    await vi.waitFor(() => expect(sent).toEqual([[aServer.revocationEndpoint, 'GET', body]]));
  });

  test('without a refresh token: the access token alone', async () => {
    const world = await given({ token: { token_type: 'mac', refresh_token: null } });
    await (
      await world.comesBack()
    ).received;
    await world.reached('failed');
    expect(await world.revoked()).toEqual([['access_token', 'access-2']]);
  });
});

/** A disk that is full when the tokens arrive. */
function refuseTokens(store: Awaited<ReturnType<typeof storeWith>>) {
  const recordStore = store.recordStore();
  const commit = recordStore.commit.bind(recordStore);
  vi.spyOn(recordStore, 'commit').mockImplementation((writes) =>
    writes.some(({ kind }) => kind === 'put_secrets')
      ? Promise.reject(new StorageError('full', 'no room'))
      : commit(writes),
  );
}
