/** A service whose definition, metadata or API leads existing connections to other hosts than before (N8). */
import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  aServer,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  type ReceivedRequest,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import type { Service } from '../service.js';

const old = 'https://server.example';
const evil = 'https://evil.example';

interface Given {
  readonly connection?: Partial<Connection>;
  readonly secrets?: ConnectionSecrets;
  readonly service?: Partial<Service>;
  readonly answer?: (request: ReceivedRequest) => Response;
}

async function given({ connection: differently, secrets, service: changed, answer }: Given) {
  const clock = createTestClock(1_000_000);
  const server = createScriptedServer(answer ?? (() => new Response('', { status: 404 })));
  const connection = aConnection(differently);
  const store = await storeWith(await openMemoryVault(clock), connection, secrets);
  const { signIn, opened, reached } = createTestSignIn({ store, clock, fetch: server.fetch });
  const service = aService(changed);
  return {
    ...{ signIn, opened, reached, store, received: server.received },
    again: (more: { readonly moreScopes?: readonly string[] } = {}) =>
      signIn.start({ service, connection, ...more }),
    add: () => signIn.start({ service, connection: null }),
    /** The moves that are asked about, before which nothing may have been sent. */
    async asked() {
      const { phase } = await reached('confirm_move', 'waiting', 'failed', 'connected');
      return phase.kind === 'confirm_move' ? phase.moves : phase.kind;
    },
    sentTo: (origin: string) => server.received.filter(({ url }) => url.startsWith(`${origin}/`)),
  };
}

const known = (changed: Partial<typeof aServer>) =>
  ({ kind: 'known', server: { ...aServer, ...changed } }) as const;
const metadata = (issuer: string, changed: Record<string, string> = {}) =>
  json({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    code_challenge_methods_supported: ['S256'],
    ...changed,
  });

describe('Sign in again at a changed definition names both hosts, and sends and opens nothing (N8)', () => {
  const at = (origin: string, to = evil) => {
    const [from, moved] = [origin, to].map((each) => each.replace(/^https:\/\//, ''));
    return { from, to: moved };
  };

  test.each([
    ['another host', { authorizationEndpoint: `${evil}/a` }, { part: 'sign_in', ...at(old) }],
    [
      'another port',
      { authorizationEndpoint: `${old}:8443/authorize` },
      { part: 'sign_in', ...at(old, `${old}:8443`) },
    ],
    [
      'a subdomain',
      { authorizationEndpoint: 'https://login.server.example/authorize' },
      { part: 'sign_in', ...at(old, 'https://login.server.example') },
    ],
    [
      'a look-alike, shown in punycode',
      { authorizationEndpoint: 'https://sеrver.example/authorize' },
      { part: 'sign_in', ...at(old, 'https://xn--srver-zwe.example') },
    ],
    ['another token endpoint', { tokenEndpoint: `${evil}/t` }, { part: 'tokens', ...at(old) }],
    [
      'another revocation endpoint',
      { revocationEndpoint: `${evil}/r` },
      { part: 'tokens', ...at(old) },
    ],
    [
      'another address of the account',
      { userinfoEndpoint: `${evil}/u` },
      { part: 'tokens', ...at(old) },
    ],
    [
      'a page for codes that it did not have',
      { deviceAuthorizationEndpoint: `${evil}/d` },
      { part: 'sign_in', ...at(old) },
    ],
    ['other keys', { jwksUri: `${evil}/jwks` }, { part: 'description', ...at(old) }],
  ])('%s', async (_, changed, move) => {
    const world = await given({ service: { server: known(changed) } });
    world.again();
    expect(await world.asked()).toEqual([move]);
    expect(world.received).toEqual([]);
    expect(world.opened).toEqual([]);
  });

  test('another address for refreshing', async () => {
    const adjustments = [{ name: 'refresh_endpoint', url: `${evil}/refresh` }] as const;
    const world = await given({ service: { adjustments } });
    world.again();
    expect(await world.asked()).toEqual([{ part: 'tokens', ...at(old) }]);
  });

  test('the same host without TLS, shown with the schemes', async () => {
    const local = { ...aServer, issuer: 'https://localhost:1', authorizationEndpoint: null };
    const endpoints = { tokenEndpoint: 'https://localhost:1/t' };
    const world = await given({
      connection: { server: { ...local, ...endpoints } },
      service: {
        server: {
          kind: 'known',
          server: { ...local, issuer: 'http://localhost:1', tokenEndpoint: 'http://localhost:1/t' },
        },
      },
    });
    world.again();
    expect(await world.asked()).toContainEqual({
      part: 'tokens',
      from: 'https://localhost:1',
      to: 'http://localhost:1',
    });
  });

  test('an issuer elsewhere: not even its metadata is asked for', async () => {
    const world = await given({ service: { server: { kind: 'discovered', address: evil } } });
    world.again();
    expect(await world.asked()).toEqual([{ part: 'description', ...at(old) }]);
    expect(world.received).toEqual([]);
  });

  test('an address elsewhere that says it is the same issuer', async () => {
    const server = { kind: 'discovered', address: evil, issuerTemplate: old } as const;
    const world = await given({ service: { server } });
    world.again();
    expect(await world.asked()).toEqual([{ part: 'description', ...at(old) }]);
    expect(world.received).toEqual([]);
  });

  test('metadata of the same issuer that moves the token endpoint', async () => {
    const world = await given({
      service: { server: { kind: 'discovered', address: old } },
      answer: () => metadata(old, { token_endpoint: `${evil}/token` }),
    });
    world.again();
    expect(await world.asked()).toEqual([{ part: 'tokens', ...at(old) }]);
    expect(world.sentTo(evil)).toEqual([]);
    expect(world.opened).toEqual([]);
  });

  test('asking for more permissions, and a code on another device', async () => {
    const server = known({
      authorizationEndpoint: null,
      deviceAuthorizationEndpoint: `${evil}/device`,
    });
    const world = await given({ service: { server, signInMethod: 'device_code' } });
    world.again({ moreScopes: ['notes.write'] });
    expect(await world.asked()).toEqual([{ part: 'sign_in', ...at(old) }]);
    expect(world.received).toEqual([]);
  });

  test('a service account, whose secret goes nowhere', async () => {
    const world = await given({
      connection: { grant: 'client_credentials' },
      service: {
        server: known({ tokenEndpoint: `${evil}/token` }),
        client: { clientId: 'robot', clientSecret: 'S3CR3T' },
        signInMethod: 'service_account',
      },
    });
    world.again();
    expect(await world.asked()).toEqual([{ part: 'tokens', ...at(old) }]);
    expect(world.received).toEqual([]);
  });

  test('adding an account beside one that was connected elsewhere', async () => {
    const world = await given({ service: { server: known({ tokenEndpoint: `${evil}/token` }) } });
    world.add();
    expect(await world.asked()).toEqual([{ part: 'tokens', ...at(old) }]);
  });
});

test.each([
  [
    'another path',
    { service: { server: known({ authorizationEndpoint: `${old}/v2/authorize` }) } },
  ],
  [
    'no connection',
    {
      connection: { serviceId: 'other' },
      service: { server: known({ tokenEndpoint: `${evil}/t` }) },
    },
  ],
] satisfies [string, Given][])('nothing is asked for %s', async (what, how) => {
  const world = await given(how);
  if (what === 'no connection') world.add();
  else world.again();
  expect(await world.asked()).toBe('waiting');
});

describe('once the user has answered (N8)', () => {
  const moved = known({
    issuer: evil,
    authorizationEndpoint: `${evil}/authorize`,
    tokenEndpoint: `${evil}/token`,
  });

  test('the new host: it opens, and is not asked about again by another try', async () => {
    const world = await given({ service: { server: moved } });
    const id = world.again();
    await world.asked();
    expect(world.signIn.confirmMove(id)).toBeNull();
    expect(await world.asked()).toBe('waiting');
    expect(world.opened.map((url) => new URL(url).origin)).toEqual([evil]);
    world.signIn.changeMethod(id, 'app_link');
    expect(await world.asked()).toBe('waiting');
    world.signIn.tryAgain(id);
    expect(await world.asked()).toBe('waiting');
  });

  test('keep: it goes on at the old host, with the client and the page of the connection', async () => {
    const page = `${old}/apps`;
    const world = await given({
      connection: { accountPage: page },
      service: {
        server: moved,
        client: { clientId: 'evil', clientSecret: null },
        accountPage: `${evil}/apps`,
      },
      answer: () => tokenResponse(),
    });
    const id = world.again();
    await world.asked();
    expect(await world.signIn.keepServer(id)).toBeNull();
    expect(await world.asked()).toBe('waiting');
    const opened = new URL(world.opened[0] ?? '');
    expect(opened.origin).toBe(old);
    expect(opened.searchParams.get('client_id')).toBe('lanyard');
    const state = opened.searchParams.get('state') ?? '';
    world.signIn.paste(id, `app.lanyard.desktop:/callback/service?code=c&state=${state}`);
    await world.reached('connected', 'other_account', 'failed');
    expect(world.sentTo(old)).not.toEqual([]);
    expect(world.sentTo(evil)).toEqual([]);
    expect(world.store.get('connection-1')?.connection).toMatchObject({
      server: { tokenEndpoint: `${old}/token` },
      accountPage: page,
    });
  });

  test('a third host, which only the metadata of the new one names, is asked about too', async () => {
    const third = 'https://third.example';
    const world = await given({
      service: { server: { kind: 'discovered', address: evil } },
      answer: () => metadata(evil, { token_endpoint: `${third}/token` }),
    });
    const id = world.again();
    await world.asked();
    world.signIn.confirmMove(id);
    await world.reached('preparing');
    expect(await world.asked()).toEqual([
      { part: 'tokens', from: 'server.example', to: 'third.example' },
    ]);
    expect(world.sentTo(third)).toEqual([]);
  });

  test('nothing is answered that was not asked, and nothing twice', async () => {
    const world = await given({ service: { server: moved } });
    expect(world.signIn.confirmMove('none')).toMatchObject({ code: 'not_found' });
    const id = world.again();
    await world.asked();
    world.signIn.confirmMove(id);
    expect(world.signIn.confirmMove(id)).toMatchObject({ code: 'not_found' });
    expect(await world.signIn.keepServer(id)).toMatchObject({ code: 'not_found' });
  });

  test('the kept secret is the one that the connection was made with', async () => {
    const authentication = { kind: 'client_secret_post', clientSecret: 'ours' } as const;
    const world = await given({
      connection: { grant: 'client_credentials' },
      secrets: { ...someSecrets(), authentication },
      service: { server: moved, signInMethod: 'service_account' },
      answer: () => tokenResponse(),
    });
    const id = world.again();
    await world.asked();
    await world.signIn.keepServer(id);
    await world.reached('connected', 'other_account', 'failed');
    expect(world.sentTo(evil)).toEqual([]);
    expect(world.sentTo(old).map(({ path }) => path)).toContain('/token');
  });
});
