import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import type { ClientAuthentication } from '../../oauth/authorization-server.js';
import type { Vault } from '../../ports/vault.js';
import { type ConnectionStore, createConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import type { CustomRegistration } from '../custom-service.js';
import { failureOf } from '../failures.js';

const secret = 'p+ss/w~rd';

const stored: CustomRegistration = {
  kind: 'registration',
  id: 'service',
  registration: { serviceId: 's', clientId: 'lanyard', clientSecret: secret, variables: {} },
};

/** A server that lists no methods, and whose codes are gone after one request. */
async function given(accepts: (form: URLSearchParams, authorization: string) => boolean) {
  const clock = createTestClock(1_800_000_000_000);
  const spent = new Set<string>();
  const server = createScriptedServer(({ path, form, headers }) => {
    if (path !== '/token') return new Response('');
    const code = form.get('code') ?? '';
    if (spent.has(code)) return json({ error: 'invalid_grant' }, 400);
    spent.add(code);
    return accepts(form, headers.get('authorization') ?? '')
      ? tokenResponse({})
      : json({ error: 'invalid_client' }, 401);
  });
  const vault = await openMemoryVault(clock);
  const before = await storeWith(vault);
  await before.commit([{ kind: 'put_service', service: stored }]);
  const start = (store: ConnectionStore) => createTestSignIn({ store, clock, fetch: server.fetch });
  let { signIn, reached } = start(before);
  async function restart() {
    signIn.stop();
    const store = createConnectionStore(vault);
    await store.load();
    ({ signIn, reached } = start(store));
  }
  let times = 0;
  async function signsIn(clientSecret = secret, connection: Connection | null = null) {
    times += 1;
    const client = { clientId: 'lanyard', clientSecret };
    const id = signIn.start({ service: aService({ client }), connection });
    await reached('waiting');
    const link = await signIn.link(id);
    const url = link?.kind === 'ok' ? link.value : '';
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = `app.lanyard.desktop:/callback/service?code=code-${String(times)}&state=${state}`;
    await signIn.receive(answer);
    return signIn.views().find((each) => each.id === id)?.phase;
  }
  const asked = () => server.received.filter(({ path }) => path === '/token').length;
  const storedForm = async () => (await vault.recordStore?.service('service'))?.secretForm;
  return { vault, signsIn, asked, restart, storedForm };
}

const inBody = (form: URLSearchParams) => form.get('client_secret') === secret;
const clientSecretPost = { kind: 'client_secret_post', clientSecret: secret } as const;

/** A connection whose secrets say in which form the server read the client secret. */
async function connectedIn(
  { vault }: { vault: Vault },
  authentication: ClientAuthentication,
  differently: Partial<Connection> = {},
): Promise<Connection> {
  const base = aConnection();
  const connection = aConnection({
    registration: { ...base.registration, clientId: 'lanyard' },
    account: { ...base.account, unidentified: { timesAsked: 0, lastAskedAt: 0 } },
    ...differently,
  });
  await vault.recordStore?.commit([
    { kind: 'put_connection', connection },
    {
      kind: 'put_secrets',
      connectionId: connection.id,
      secrets: { ...someSecrets(), authentication },
    },
  ]);
  return connection;
}

const refusedClient: Partial<Connection> = {
  standing: { kind: 'misconfigured', cause: failureOf('client_refused') },
};

const codeIsGone = { kind: 'failed', failure: { code: 'code_refused' } };

describe('where the refusal of a client secret has spent the code (L3)', () => {
  test('trying again leads to the form that the server reads', async () => {
    const { signsIn, asked } = await given(inBody);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject({ kind: 'connected' });
    expect(asked()).toBe(5);
  });

  test('a wrong secret is called wrong in the end, and a corrected one begins from the usual form', async () => {
    const right = `Basic ${Buffer.from('lanyard:right').toString('base64')}`;
    const { signsIn } = await given((_form, authorization) => authorization === right);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject({ failure: { code: 'client_refused' } });
    expect(await signsIn('right')).toMatchObject({ kind: 'connected' });
  });

  test('the sign-in after a correction is not tried in the form of the wrong secret', async () => {
    const right = `Basic ${Buffer.from('lanyard:right').toString('base64')}`;
    const { signsIn } = await given((_form, authorization) => authorization === right);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn('right')).toMatchObject({ kind: 'connected' });
  });

  test('the next form is remembered over a restart, for this secret alone', async () => {
    const { signsIn, asked, restart, storedForm } = await given(inBody);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await storedForm()).toBe('unencoded');
    await restart();
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await storedForm()).toBe('in_body');
    await restart();
    expect(await signsIn('another')).toMatchObject(codeIsGone);
    await restart();
    expect(await signsIn()).toMatchObject({ kind: 'connected' });
    expect(asked()).toBe(7);
  });

  test('a secret that is wrong in every form begins with the usual one after a restart', async () => {
    const { signsIn, restart, storedForm } = await given(() => false);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject(codeIsGone);
    expect(await signsIn()).toMatchObject({ failure: { code: 'client_refused' } });
    expect(await storedForm()).toBeUndefined();
    await restart();
    expect(await signsIn()).toMatchObject(codeIsGone);
  });
});

describe('the form that a connection works with', () => {
  test('is used to sign in again, and for another account', async () => {
    const world = await given(inBody);
    const connection = await connectedIn(world, clientSecretPost);
    await world.restart();
    expect(await world.signsIn(secret, connection)).toMatchObject({ kind: 'connected' });
    expect(await world.signsIn()).toMatchObject({ kind: 'connected' });
    expect(world.asked(), 'one request each').toBe(2);
  });

  test.each([
    [
      'of another client',
      clientSecretPost,
      { registration: { ...aConnection().registration, clientId: 'x' } },
    ],
    ['of another service', clientSecretPost, { serviceId: 'other' }],
    ['with another secret', { ...clientSecretPost, clientSecret: 'earlier' }, {}],
    ['that was refused', clientSecretPost, refusedClient],
    ['without a secret', { kind: 'none' }, {}],
  ] as const)('is not used where it is one %s', async (_, authentication, differently) => {
    const world = await given(inBody);
    const connection = await connectedIn(world, authentication, differently);
    await world.restart();
    expect(await world.signsIn(secret, connection)).toMatchObject(codeIsGone);
  });

  test('gives way to the usual one once the server refuses it', async () => {
    const basic = `Basic ${Buffer.from(`lanyard:p%2Bss%2Fw~rd`).toString('base64')}`;
    const world = await given((_form, authorization) => authorization === basic);
    const connection = await connectedIn(world, clientSecretPost);
    await world.restart();
    expect(await world.signsIn(secret, connection)).toMatchObject({
      failure: { code: 'client_refused' },
    });
    expect(await world.signsIn(secret, connection)).toMatchObject({ kind: 'connected' });
  });
});
