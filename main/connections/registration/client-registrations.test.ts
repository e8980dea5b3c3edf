/**
 * The app's own registration at a server that has forgotten it (RFC 7591). Longer than 500 lines
 * because all cases share one server that registers clients.
 */
import { expect, describe, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  aServer,
  type ReceivedRequest,
  storeWith,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  tokenResponse,
} from '../../../testing/test-world.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import type { Connection } from '../connection.js';
import type { CustomService } from '../custom-service.js';
import { createClientRegistrations } from './client-registrations.js';

const issuer = 'https://login.example';
const registered: RegisteredClient = {
  clientId: 'first',
  clientAuthentication: 'none',
  clientSecret: null,
  clientSecretExpiresAt: null,
  redirectUris: ['app.lanyard.desktop:/callback/own'],
  registrationAccessToken: null,
  registrationClientUri: null,
};
const own: CustomService = {
  kind: 'address',
  id: 'own',
  name: 'login.example',
  serverAddress: issuer,
  clientId: 'first',
  clientSecret: null,
  scopes: ['notes.read'],
  signInMethod: 'app_link',
  resource: null,
  apiAddress: null,
  hasMetadata: true,
  usesClientMetadata: false,
  registered,
};
/** Made at that server. */
const server = Object.fromEntries(
  Object.entries(aServer).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? value.replace(aServer.issuer, issuer) : value,
  ]),
) as unknown as AuthorizationServer;
const refusal = (error: string, status = 400) => json({ error }, status);

interface Given {
  /** True if requests are pushed (RFC 9126), so that a refusal comes before the browser opens. */
  readonly pushing?: boolean;
  readonly devices?: boolean;
  /** True if tokens can be bound to a key (RFC 9449). */
  readonly binding?: boolean;
  readonly service?: Partial<CustomService>;
  readonly connection?: Connection;
  readonly answer?: (request: ReceivedRequest) => Response | null;
}

/** A server that knows the clients of `known` and registers `second`, `third` … */
async function given({
  pushing = false,
  devices = false,
  binding = false,
  service: differently,
  connection,
  answer,
}: Given) {
  const known = new Set<string>();
  const clock = createTestClock(1_000_000);
  let registrations = 0;
  const server = createScriptedServer((request) => {
    const special = answer?.(request);
    if (special) return special;
    const client = request.form.get('client_id') ?? '';
    switch (request.path) {
      case '/register': {
        registrations += 1;
        const client_id = ['second', 'third', 'fourth'][registrations - 1] ?? 'more';
        known.add(client_id);
        return json({ client_id }, 201);
      }
      case '/par':
        return known.has(client)
          ? json({ request_uri: `urn:${client}`, expires_in: 60 }, 201)
          : refusal('invalid_client', 401);
      case '/device':
        return known.has(client)
          ? json({
              device_code: 'd',
              user_code: 'WDJB-MJHT',
              verification_uri: `${issuer}/activate`,
              expires_in: 600,
            })
          : refusal('unauthorized_client');
      case '/token':
        return known.has(client) ? tokenResponse() : refusal('invalid_client', 401);
      default:
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          registration_endpoint: `${issuer}/register`,
          ...(binding && { dpop_signing_alg_values_supported: ['ES256'] }),
          ...(pushing && { pushed_authorization_request_endpoint: `${issuer}/par` }),
          ...(devices && { device_authorization_endpoint: `${issuer}/device` }),
        });
    }
  });
  const kept = { ...own, ...differently };
  const service = aService({
    id: kept.id,
    name: kept.name,
    source: 'user',
    server: { kind: 'discovered', address: kept.serverAddress },
    client: { clientId: kept.clientId, clientSecret: kept.clientSecret },
    registeredByApp: kept.registered !== null,
    scopes: kept.scopes,
    signInMethod: kept.signInMethod,
    apiAddress: kept.apiAddress,
    usesClientMetadata: kept.usesClientMetadata,
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, connection ?? aConnection({ serviceId: 'elsewhere' }));
  await store.commit([{ kind: 'put_service', service: kept }]);
  const { signIn, opened, reached } = createTestSignIn(
    { store, clock, fetch: server.fetch },
    {
      registrations: createClientRegistrations({
        store,
        now: () => clock.now(),
        onChange: () => Promise.resolve(),
      }),
    },
  );
  const openedFor = () => opened.map((url) => new URL(url).searchParams.get('client_id'));
  const begin = (again: Connection | null = null) => signIn.start({ service, connection: again });

  async function comeBack(id: string) {
    const link = await signIn.link(id);
    const inAddress = new URL(link?.kind === 'ok' ? link.value : '').searchParams.get('state');
    const pushed = server.received.findLast(({ path }) => path === '/par')?.form.get('state');
    const state = inAddress ?? pushed ?? '';
    signIn.paste(id, `app.lanyard.desktop:/callback/own?code=c&state=${state}`);
    return reached('connected', 'failed');
  }
  const storedClient = async () =>
    (await store.recordStore().services()).flatMap((each) =>
      each.kind === 'address' ? [each.clientId] : [],
    );
  const registeredTimes = () => server.received.filter(({ path }) => path === '/register').length;
  return {
    ...{ known, clock, server, store, opened, openedFor, signIn, begin, reached, comeBack },
    ...{ storedClient, registeredTimes },
  };
}

const failedWith = (code: string) => ({ kind: 'failed', failure: { code } });

describe('does not register again', () => {
  test('where the person entered the client ID: shows the refusal, and sends nothing else (H55)', async () => {
    const world = await given({ pushing: true, service: { registered: null } });
    world.begin();
    expect((await world.reached('failed')).phase).toMatchObject(failedWith('client_refused'));
    expect(world.registeredTimes()).toBe(0);
  });

  test('twice for one click: shows the second refusal (H55)', async () => {
    const world = await given({
      pushing: true,
      answer: ({ path }) => (path === '/par' ? refusal('invalid_client', 401) : null),
    });
    world.begin();
    expect((await world.reached('failed')).phase).toMatchObject(failedWith('client_refused'));
    expect(world.registeredTimes()).toBe(1);
    expect(world.opened).toEqual([]);
    expect(await world.storedClient()).toEqual(['first']);
  });

  test('for a refusal other than of the client or its redirect URI', async () => {
    const world = await given({
      pushing: true,
      answer: ({ path }) => (path === '/par' ? refusal('server_error', 500) : null),
    });
    world.begin();
    expect((await world.reached('failed')).phase).toMatchObject(failedWith('server_fault'));
    expect(world.registeredTimes()).toBe(0);
  });

  test('by opening the browser a second time', async () => {
    const world = await given({});
    const id = world.begin();
    await world.reached('waiting');
    expect((await world.comeBack(id)).phase).toMatchObject(failedWith('client_refused'));
    expect(world.opened).toHaveLength(1);
    expect(world.registeredTimes()).toBe(0);
  });

  test.each([
    ['no longer registers clients', '/register', 'redirect_refused'],
    ['is down', '/.well-known/', 'server_fault'],
  ])('where the server %s: shows that, and keeps the old one', async (_what, path, code) => {
    let isRefused = false;
    const world = await given({
      pushing: true,
      answer: (request) => {
        isRefused ||= request.path === '/par';
        if (!isRefused || !request.path.startsWith(path)) return null;
        return path === '/register' ? refusal('invalid_redirect_uri') : refusal('busy', 503);
      },
    });
    world.begin();
    expect((await world.reached('failed')).phase).toMatchObject(failedWith(code));
    expect(await world.storedClient()).toEqual(['first']);
  });
});

describe('registers again, once', () => {
  test.each([
    ['the client', refusal('invalid_client', 401)],
    ['its redirect URI', refusal('invalid_redirect_uri')],
  ])('when the server refuses %s before the browser opens', async (_what, answer) => {
    const world = await given({
      pushing: true,
      answer: ({ path, form }) =>
        path === '/par' && form.get('client_id') === 'first' ? answer.clone() : null,
    });
    const id = world.begin();
    await world.reached('waiting');
    expect(world.openedFor()).toEqual(['second']);
    expect(await world.storedClient()).toEqual(['first']);
    expect((await world.comeBack(id)).phase.kind).toBe('connected');
    expect(await world.storedClient()).toEqual(['second']);
  });

  test('and keeps the old one, with all that a newer version stored in it, to be deleted some day', async () => {
    const old = { ...registered, registrationAccessToken: 'S3CR3T', colour: 'green' };
    const world = await given({ pushing: true, service: { registered: old } });
    const id = world.begin();
    await world.reached('waiting');
    expect((await world.comeBack(id)).phase.kind).toBe('connected');
    expect(await world.store.recordStore().services()).toMatchObject([
      { clientId: 'second', registered: { clientId: 'second' }, earlierRegistrations: [old] },
    ]);
  });

  test('with local addresses that name their port, where the server refuses one that does not', async () => {
    const local = 'http://127.0.0.1/callback/own';
    const uris: string[] = [];
    const world = await given({
      pushing: true,
      service: {
        signInMethod: 'local_address',
        registered: { ...registered, redirectUris: [local] },
      },
      answer({ path, form, body }) {
        if (path === '/register') {
          uris.push(...(JSON.parse(body) as { redirect_uris: string[] }).redirect_uris);
        }
        const isRefused = path === '/par' && !uris.includes(form.get('redirect_uri') ?? '');
        return isRefused ? refusal('invalid_redirect_uri') : null;
      },
    });
    const id = world.begin();
    const { phase } = await world.reached('waiting');
    expect(uris).toHaveLength(3);
    expect(phase).toMatchObject({ redirectUri: uris[1] });
    expect(world.registeredTimes()).toBe(1);
    await world.signIn.cancel(id);
  });

  test('when the server refuses the client that requests a device code', async () => {
    const world = await given({ devices: true, service: { signInMethod: 'device_code' } });
    world.begin();
    await world.reached('waiting_for_code');
    expect(world.registeredTimes()).toBe(1);
    world.signIn.stop();
  });

  test('at the next click, when the refusal came after the browser (H55)', async () => {
    const world = await given({});
    const id = world.begin();
    await world.reached('waiting');
    await world.comeBack(id);
    world.signIn.tryAgain(id);
    await world.reached('waiting');
    expect(world.openedFor()).toEqual(['first', 'second']);
    expect((await world.comeBack(id)).phase.kind).toBe('connected');
    expect(await world.storedClient()).toEqual(['second']);
  });

  test('before the sign-in, when its secret has expired', async () => {
    const secret = { clientSecret: 's', clientAuthentication: 'client_secret_basic' } as const;
    const ended = { ...registered, ...secret, clientSecretExpiresAt: 1_000_000 };
    const world = await given({ service: { clientSecret: 's', registered: ended } });
    const id = world.begin();
    await world.reached('waiting');
    expect(world.openedFor()).toEqual(['second']);
    expect((await world.comeBack(id)).phase.kind).toBe('connected');
    expect(await world.storedClient()).toEqual(['second']);
  });

  test('not before its secret expires', async () => {
    const later = { ...registered, clientSecret: 's', clientSecretExpiresAt: 1_000_001 };
    const world = await given({ service: { clientSecret: 's', registered: later } });
    world.begin();
    await world.reached('waiting');
    expect(world.registeredTimes()).toBe(0);
  });

  const refused = (clientId: string) =>
    aConnection({
      server,
      serviceId: 'own',
      registration: { clientId, clientAuthentication: 'none', redirectUri: null },
      standing: {
        kind: 'misconfigured',
        cause: { code: 'client_refused', cause: '', host: null, serverError: 'invalid_client' },
      },
    });

  test('at "Sign in again", when the last refresh was refused because of it', async () => {
    const connection = refused('first');
    const world = await given({ connection });
    world.begin(connection);
    await world.reached('waiting');
    expect(world.openedFor()).toEqual(['second']);
  });

  test('not when another connection has registered a newer one since', async () => {
    const connection = refused('long-ago');
    const world = await given({ connection });
    world.begin(connection);
    await world.reached('waiting');
    expect(world.registeredTimes()).toBe(0);
  });
});

describe('a service that uses the app’s metadata document', () => {
  const url = 'https://lanyard.example/client.json';
  const byMetadata = { clientId: url, registered: null, usesClientMetadata: true };

  test('and refuses it gets a registration instead, stored once that works', async () => {
    const world = await given({ pushing: true, service: byMetadata });
    const id = world.begin();
    await world.reached('waiting');
    expect(world.openedFor()).toEqual(['second']);
    expect((await world.comeBack(id)).phase.kind).toBe('connected');
    expect(await world.store.recordStore().services()).toMatchObject([
      { clientId: 'second', usesClientMetadata: false, registered: { clientId: 'second' } },
    ]);
  });

  test.each([
    ['keeps it where the new server accepts it too', true, url],
    ['is registered where the new server does not', false, 'second'],
  ])('and whose API moved %s', async (_, isAccepted, expected) => {
    const api = 'https://api.example';
    const moved = 'https://new.example';
    const world = await given({
      service: { ...byMetadata, signInMethod: 'local_address', apiAddress: api },
      answer: ({ url: asked, path }) => {
        if (asked.startsWith(api)) {
          return path.includes('oauth-protected-resource')
            ? json({ resource: api, authorization_servers: [moved] })
            : new Response('', { status: 404 });
        }
        return asked.startsWith(moved) && path.startsWith('/.well-known/')
          ? json({
              issuer: moved,
              authorization_endpoint: `${moved}/authorize`,
              token_endpoint: `${moved}/token`,
              registration_endpoint: `${moved}/register`,
              client_id_metadata_document_supported: isAccepted,
              authorization_response_iss_parameter_supported: true,
              token_endpoint_auth_methods_supported: ['none'],
            })
          : null;
      },
    });
    const id = world.begin();
    await world.reached('waiting');
    expect(world.openedFor()).toEqual([expected]);
    await world.signIn.cancel(id);
  });
});

describe('nothing is sent into the network of the user before they agree (L9)', () => {
  const inside = 'https://10.1.2.3';
  const sentInside = (received: readonly ReceivedRequest[]) =>
    received.filter(({ url }) => url.startsWith(inside)).map(({ path }) => path);
  const question = { kind: 'confirm_private_network', hosts: ['10.1.2.3'] };

  test('no new registration, where the server names an endpoint there by now (H32)', async () => {
    const secret = { clientSecret: 's', clientAuthentication: 'client_secret_basic' } as const;
    const ended = { ...registered, ...secret, clientSecretExpiresAt: 1_000_000 };
    const world = await given({
      service: { clientSecret: 's', registered: ended },
      answer: ({ url, path }) =>
        url === `${issuer}/.well-known/openid-configuration`
          ? json({
              issuer,
              authorization_endpoint: `${issuer}/authorize`,
              token_endpoint: `${issuer}/token`,
              registration_endpoint: `${inside}/register`,
            })
          : url.startsWith(inside) && path !== '/register'
            ? new Response('', { status: 404 })
            : null,
    });
    const id = world.begin();
    expect((await world.reached('confirm_private_network', 'waiting')).phase).toEqual(question);
    expect(sentInside(world.server.received)).toEqual([]);
    world.signIn.confirm(id);
    await world.reached('waiting');
    expect(sentInside(world.server.received)).toEqual(['/register']);
    expect(world.openedFor()).toEqual(['second']);
  });

  test.each([
    ['to which the API has moved', issuer, 'second', ['10.1.2.3']],
    ['that was stored before this was asked', inside, 'first', undefined],
  ])(
    'no request at all, to a server %s (H32)',
    async (_, serverAddress, clientId, confirmedPrivateHosts) => {
      const api = 'https://api.example/mcp';
      const ofApi = { apiAddress: api, resource: api, scopes: null, serverAddress };
      const world = await given({
        service: ofApi,
        answer: ({ url, path }) => {
          if (url.startsWith('https://api.example/.well-known/oauth-protected-resource/mcp')) {
            return json({ resource: api, authorization_servers: [inside] });
          }
          if (url.startsWith('https://api.example')) return new Response('', { status: 404 });
          return url.startsWith(inside) && path.startsWith('/.well-known/')
            ? json({
                issuer: inside,
                authorization_endpoint: `${inside}/authorize`,
                token_endpoint: `${inside}/token`,
                registration_endpoint: `${inside}/register`,
              })
            : null;
        },
      });
      world.known.add('first');
      const id = world.begin();
      expect((await world.reached('confirm_private_network', 'waiting')).phase).toEqual(question);
      expect(sentInside(world.server.received)).toEqual([]);
      world.signIn.confirm(id);
      await world.reached('waiting');
      expect(world.openedFor()).toEqual([clientId]);
      expect((await world.comeBack(id)).phase.kind).toBe('connected');
      const [stored] = await world.store.recordStore().services();
      expect(stored).toMatchObject({ serverAddress: inside, clientId });
      expect(stored?.kind === 'address' && stored.confirmedPrivateHosts).toEqual(
        confirmedPrivateHosts,
      );
    },
  );
});

describe('a service whose API', () => {
  const api = 'https://api.example/mcp';
  const elsewhere = 'https://new.example';
  const ofApi = { apiAddress: api, resource: api, scopes: null };
  const trusting =
    (status: number, ...authorization_servers: readonly string[]) =>
    ({ url, path }: ReceivedRequest): Response | null => {
      if (url.startsWith('https://api.example/.well-known/oauth-protected-resource/mcp')) {
        return json({ resource: api, authorization_servers, scopes_supported: ['read'] }, status);
      }
      if (url.startsWith('https://api.example')) return new Response('', { status: 404 });
      return url.startsWith(elsewhere) && path.startsWith('/.well-known/')
        ? json({
            issuer: elsewhere,
            authorization_endpoint: `${elsewhere}/authorize`,
            token_endpoint: `${elsewhere}/token`,
            registration_endpoint: `${elsewhere}/register`,
          })
        : null;
    };

  test('trusts another server now: the app registers there, and is stored once that works (O20)', async () => {
    const world = await given({ service: ofApi, answer: trusting(200, elsewhere) });
    const id = world.begin();
    await world.reached('waiting');
    const [opened = ''] = world.opened;
    expect(opened).toMatch(new RegExp(`^${elsewhere}/authorize`));
    expect(new URL(opened).searchParams.get('client_id')).toBe('second');
    expect(await world.storedClient()).toEqual(['first']);
    expect((await world.comeBack(id)).phase.kind).toBe('connected');
    expect(await world.store.recordStore().services()).toMatchObject([
      { serverAddress: elsewhere, clientId: 'second' },
    ]);
  });

  test('trusts another server than the connection was made with: nothing is sent there before the user agrees (N8)', async () => {
    const connection = aConnection({ serviceId: own.id, server });
    const answer = trusting(200, elsewhere);
    const world = await given({ service: ofApi, connection, answer });
    const sentElsewhere = () =>
      world.server.received.filter(({ url }) => url.startsWith(elsewhere));
    const id = world.begin(connection);
    expect((await world.reached('confirm_move', 'waiting')).phase).toEqual({
      kind: 'confirm_move',
      moves: [{ part: 'description', from: 'login.example', to: 'new.example' }],
    });
    expect(sentElsewhere()).toEqual([]);
    world.signIn.confirmMove(id);
    await world.reached('waiting');
    expect(sentElsewhere()).not.toEqual([]);
    expect(world.openedFor()).toEqual(['second']);
  });

  test('trusts another server, where a client ID was typed for the former: it is sent nothing (H34)', async () => {
    const world = await given({
      service: { ...ofApi, registered: null },
      answer: trusting(200, elsewhere),
    });
    world.begin();
    const { phase } = await world.reached('failed', 'waiting');
    expect(phase).toMatchObject(failedWith('server_issuer_mismatch'));
    expect(world.server.received.filter(({ url }) => url.startsWith(elsewhere))).toEqual([]);
  });

  test.each([
    ['still trusts the server', trusting(200, elsewhere, issuer)],
    ['names it with a final slash', trusting(200, `${issuer}/`)],
    ['no longer says', trusting(404)],
  ])('%s: its client stays (O20)', async (_, answer) => {
    const world = await given({ service: ofApi, answer });
    world.known.add('first');
    world.begin();
    await world.reached('waiting');
    expect(world.openedFor()).toEqual(['first']);
    expect(world.registeredTimes()).toBe(0);
  });

  test('names its scopes: they are requested (O20)', async () => {
    const world = await given({ service: ofApi, answer: trusting(200, issuer) });
    world.begin();
    await world.reached('waiting');
    expect(new URL(world.opened[0] ?? '').searchParams.get('scope')).toBe('read');
  });

  test.each([
    ['says nothing of proofs', false, {}, 'Bearer'],
    ['accepts proofs', true, { dpop_signing_alg_values_supported: ['ES256'] }, 'Bearer'],
    ['accepts other proofs', false, { dpop_signing_alg_values_supported: ['EdDSA'] }, 'Bearer'],
    ['demands proofs', true, { dpop_bound_access_tokens_required: true }, 'Bearer'],
    ['asks for a proof in its challenge', true, {}, 'DPoP algs="ES256"'],
  ])(
    '%s: whether tokens are to be bound to a key: %s (O19, L12)',
    async (_, isBound, said, challenge) => {
      const headers = { 'www-authenticate': challenge };
      const world = await given({
        binding: true,
        service: ofApi,
        answer: ({ url }) =>
          url.includes('oauth-protected-resource')
            ? json({ resource: api, authorization_servers: [issuer], ...said })
            : url.startsWith(api)
              ? new Response('', { status: 401, headers })
              : null,
      });
      world.begin();
      await world.reached('waiting');
      expect(new URL(world.opened[0] ?? '').searchParams.has('dpop_jkt')).toBe(isBound);
    },
  );

  test.each([
    ['on, of a silent API', true, {}, true],
    [
      'off, of an API that demands proofs',
      false,
      { dpop_bound_access_tokens_required: true },
      false,
    ],
  ])(
    'signing in again with the switch %s: tokens are to be bound: %s (O19, L12)',
    async (_, bindTokens, said, isBound) => {
      const connection = aConnection({ serviceId: own.id, server, bindTokens });
      const world = await given({
        binding: true,
        service: ofApi,
        connection,
        answer: ({ url }) =>
          url.includes('oauth-protected-resource')
            ? json({ resource: api, authorization_servers: [issuer], ...said })
            : null,
      });
      world.begin(connection);
      await world.reached('waiting');
      expect(new URL(world.opened[0] ?? '').searchParams.has('dpop_jkt')).toBe(isBound);
    },
  );

  test('is metadata of another API now: nothing is opened (H34)', async () => {
    const other = json({ resource: 'https://evil.example', authorization_servers: [issuer] });
    const world = await given({
      service: ofApi,
      answer: ({ url }) => (url.includes('oauth-protected-resource') ? other.clone() : null),
    });
    world.begin();
    const { phase } = await world.reached('failed', 'waiting');
    expect(phase).toMatchObject(failedWith('server_issuer_mismatch'));
    expect(world.opened).toEqual([]);
  });
});
