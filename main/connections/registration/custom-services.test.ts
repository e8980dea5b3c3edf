/** Services that the user adds. Longer than 500 lines because all cases share one server and one vault. */
import { describe, expect, test } from 'vitest';

import {
  aConnection,
  type ReceivedRequest,
  storeWith,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
} from '../../../testing/test-world.js';
import { createBoundedFetch } from '../../oauth/bounded-fetch.js';
import type { CustomService } from '../custom-service.js';
import { nothingKnown, type Service } from '../service.js';
import { UnknownValue } from '../unknown-value.js';
import { CustomServices } from './custom-services.js';

const issuer = 'https://login.example';
const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
};
const notFound = () => new Response('', { status: 404 });
const draft = {
  serverAddress: issuer,
  chosenIssuer: null,
  confirmedPrivateHosts: [],
  clientId: 'lanyard',
  clientSecret: '',
  scopes: '',
  method: 'automatic',
  assertion: null,
} as const;

/** A server discovered at `login.example`, with more in its metadata; `answer` handles everything else. */
async function given(more: object = {}, answer: (request: ReceivedRequest) => Response = notFound) {
  const server = createScriptedServer((request) =>
    request.url === `${issuer}/.well-known/openid-configuration`
      ? json({ ...metadata, ...more })
      : answer(request),
  );
  const vault = await openMemoryVault(createTestClock());
  const store = await storeWith(vault, aConnection());
  const registered: Service = {
    ...nothingKnown,
    id: 'github',
    name: 'GitHub',
    source: 'shipped',
    server: { kind: 'discovered', address: issuer },
    client: { clientId: 'mine', clientSecret: null },
    scopes: null,
    scopeDescriptions: {},
    authorizationParameters: {},
    signInMethod: 'automatic',
    accountPage: null,
    redirect: { ...nothingKnown.redirect, fixedPorts: [34106], loopbackHost: 'localhost' },
    registerUrl: `${issuer}/apps/new`,
  };
  const own = new CustomServices({
    store,
    oauth: { fetch: createBoundedFetch(server.fetch), now: () => 0 },
    clientMetadataUrl: 'https://lanyard.example/client.json',
    register({ serviceId, variables }) {
      if (serviceId === 'github') return registered;
      const isComplete = serviceId === 'gitea' && variables['host'] === 'git.example';
      return isComplete
        ? { ...registered, id: 'gitea-git-example', name: 'Gitea', registerUrl: null }
        : null;
    },
    onChange: () => Promise.resolve(),
  });
  return {
    own,
    server,
    kept: () => store.recordStore().services(),
    /** Stores a service as a newer version might: its members are not checked. */
    plant: (service: object) =>
      store.commit([{ kind: 'put_service', service: service as CustomService }]),
    stored: (id: string) => store.recordStore().service(id),
  };
}

const registering = { registration_endpoint: `${issuer}/register` };
/** A server that registers clients `given-1`, `given-2`, …, each with a token that can delete it. */
function registrar() {
  let issued = 0;
  return ({ method, path }: ReceivedRequest): Response => {
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (path !== '/register') return notFound();
    issued += 1;
    const client = `given-${issued}`;
    return json(
      {
        client_id: client,
        registration_access_token: `token-${client}`,
        registration_client_uri: `${issuer}/register/${client}`,
      },
      201,
    );
  };
}

describe('looked at, before anything is asked', () => {
  const typed = { serverAddress: issuer, chosenIssuer: null, confirmedPrivateHosts: [] } as const;

  test('an address where nothing is found is a failure', async () => {
    const world = await given();
    const found = await world.own.inspect({ ...typed, serverAddress: 'https://page.example' });
    expect(found).toMatchObject({ ok: false, failure: { code: 'server_not_oauth' } });
  });

  test.each([
    ['without registration needs a client ID', {}, { registersApp: false, hasDeviceCode: false }],
    ['with registration needs none', registering, { registersApp: true }],
    [
      'that takes the app’s metadata document needs none',
      {
        client_id_metadata_document_supported: true,
        authorization_response_iss_parameter_supported: true,
        token_endpoint_auth_methods_supported: ['none'],
      },
      { registersApp: true },
    ],
    [
      'with codes for another device offers them',
      { device_authorization_endpoint: `${issuer}/device` },
      { hasDeviceCode: true },
    ],
  ])('a server %s; nothing is registered or stored', async (_what, more, facts) => {
    const world = await given(more, registrar());
    expect(await world.own.inspect(typed)).toMatchObject({
      ok: true,
      value: { kind: 'found', host: 'login.example', ...facts },
    });
    expect(world.server.received.every(({ method }) => method === 'GET')).toBe(true);
    expect(await world.kept()).toEqual([]);
  });

  test('its name is the user’s, and its host where they give none', async () => {
    const world = await given();
    await world.own.add({ ...draft, name: 'Intranet' });
    expect(await world.kept()).toMatchObject([{ name: 'Intranet' }]);
    await world.own.add(draft);
    expect(await world.kept()).toMatchObject([{ name: 'login.example' }]);
  });
});

describe('refused, and nothing is stored', () => {
  test.each([
    ['nothing', '', 'server_address_invalid'],
    ['a word', 'not an address', 'server_address_invalid'],
    ['a server without TLS', 'http://far.example', 'server_insecure'],
    ['a page that is no server', 'https://page.example', 'server_not_oauth'],
  ])('%s', async (_what, serverAddress, code) => {
    const world = await given();
    expect(await world.own.add({ ...draft, serverAddress })).toMatchObject({ failure: { code } });
    expect(await world.kept()).toEqual([]);
  });

  test('no client ID, at a server without dynamic registration', async () => {
    const world = await given();
    const added = await world.own.add({ ...draft, clientId: ' ' });
    expect(added).toMatchObject({ failure: { code: 'client_id_missing' } });
    expect(await world.kept()).toEqual([]);
  });

  test('an address where nothing is found, and the answer says which places were asked (L6)', async () => {
    const world = await given({}, () => json({}, 404));
    const added = await world.own.add({ ...draft, serverAddress: 'https://nothing.example/mcp' });
    expect(added).toMatchObject({
      failure: {
        code: 'server_not_oauth',
        asked: {
          places: expect.arrayContaining([
            {
              place: 'https://nothing.example/.well-known/oauth-authorization-server/mcp',
              answer: { kind: 'status', status: 404 },
            },
          ]) as unknown,
        },
      },
    });
  });

  test('a server that registers other redirect URIs than requested', async () => {
    const world = await given({ registration_endpoint: `${issuer}/register` }, () =>
      json({ client_id: 'given', redirect_uris: ['https://evil.example/'] }, 201),
    );
    const added = await world.own.add({ ...draft, clientId: '' });
    expect(added).toMatchObject({ failure: { code: 'registration_not_accepted' } });
    expect(await world.kept()).toEqual([]);
  });

  test('a client for a service without a definition', async () => {
    const world = await given();
    const asked = { serviceId: 'nowhere', clientId: 'x', clientSecret: '', variables: {} };
    expect(await world.own.setUp(asked)).toMatchObject({ ok: false });
    expect(await world.kept()).toEqual([]);
  });
});

describe('nothing is sent into the network of the user before they agree', () => {
  const inside = 'https://10.1.2.3';
  const ask = { ok: true, value: { kind: 'confirm_private_network', hosts: ['10.1.2.3'] } };
  const sentInside = (received: readonly ReceivedRequest[]) =>
    received.filter(({ url }) => url.startsWith(inside)).map(({ method, path }) => [method, path]);
  const registration = ({ url, path }: ReceivedRequest) =>
    url.startsWith(inside) && path === '/register' ? json({ client_id: 'given' }, 201) : notFound();

  test('no registration, to an endpoint that a server on the internet names (H32)', async () => {
    const world = await given({ registration_endpoint: `${inside}/register` }, registration);
    const asked = { ...draft, clientId: '' };
    expect(await world.own.add(asked)).toEqual(ask);
    expect(sentInside(world.server.received)).toEqual([]);
    expect(await world.kept()).toEqual([]);

    const elsewhere = { ...asked, confirmedPrivateHosts: ['10.1.2.4'] };
    expect(await world.own.add(elsewhere)).toEqual(ask);
    expect(sentInside(world.server.received)).toEqual([]);

    const agreed = { ...asked, confirmedPrivateHosts: ['10.1.2.3'] };
    expect(await world.own.add(agreed)).toMatchObject({ value: { kind: 'added' } });
    expect(sentInside(world.server.received)).toEqual([['POST', '/register']]);
    // The sign-in does not ask again.
    expect(await world.kept()).toMatchObject([{ confirmedPrivateHosts: ['10.1.2.3'] }]);
  });

  test('no request at all, to a server that an API on the internet names (H32)', async () => {
    const api = 'https://api.example/notes';
    const world = await given({}, (request) =>
      request.url === 'https://api.example/.well-known/oauth-protected-resource/notes'
        ? json({ resource: api, authorization_servers: [inside] })
        : request.url === `${inside}/.well-known/oauth-authorization-server`
          ? json({
              ...metadata,
              issuer: inside,
              authorization_endpoint: `${inside}/authorize`,
              token_endpoint: `${inside}/token`,
              registration_endpoint: `${inside}/register`,
            })
          : registration(request),
    );
    const asked = { ...draft, serverAddress: api, clientId: '' };
    expect(await world.own.add(asked)).toEqual(ask);
    expect(sentInside(world.server.received)).toEqual([]);
    const agreed = { ...asked, confirmedPrivateHosts: ['10.1.2.3'] };
    expect(await world.own.add(agreed)).toMatchObject({ value: { kind: 'added' } });
    expect(sentInside(world.server.received)).toContainEqual(['POST', '/register']);
  });
});

describe('a server that accepts a client metadata document', () => {
  const accepting = {
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['none'],
    registration_endpoint: `${issuer}/register`,
  };
  const registering = () => json({ client_id: 'given' }, 201);

  test('gets the address of ours as client ID, and no registration', async () => {
    const world = await given(accepting, registering);
    await world.own.add({ ...draft, clientId: '' });
    expect(await world.kept()).toMatchObject([
      {
        clientId: 'https://lanyard.example/client.json',
        clientSecret: null,
        registered: null,
        usesClientMetadata: true,
      },
    ]);
    expect(world.server.received.filter(({ path }) => path === '/register')).toEqual([]);
  });

  test.each([
    ['it does not name itself in its answers (H26)', {}, 'automatic'],
    ['the answer is to come by an app link', accepting, 'app_link'],
    ['the user signs in by a code', accepting, 'device_code'],
  ] as const)('registers the app where %s', async (_, more, method) => {
    const world = await given(
      { ...accepting, authorization_response_iss_parameter_supported: false, ...more },
      registering,
    );
    await world.own.add({ ...draft, clientId: '', method });
    expect(await world.kept()).toMatchObject([{ clientId: 'given', usesClientMetadata: false }]);
  });

  test('gets the client ID that the user has', async () => {
    const world = await given(accepting, registering);
    await world.own.add({ ...draft, clientId: 'mine' });
    expect(await world.kept()).toMatchObject([{ clientId: 'mine', usesClientMetadata: false }]);
  });
});

describe('an API whose server has no metadata, with the default endpoints', () => {
  const api = 'https://old.example/mcp';
  const answer =
    (registration: Response) =>
    ({ url }: ReceivedRequest) =>
      url === api
        ? new Response('', { status: 401, headers: { 'www-authenticate': 'Bearer' } })
        : url === 'https://old.example/register'
          ? registration.clone()
          : notFound();

  test('is stored once the app is registered there (O20)', async () => {
    const world = await given({}, answer(json({ client_id: 'given' }, 201)));
    await world.own.add({ ...draft, serverAddress: api, clientId: '' });
    expect(await world.kept()).toMatchObject([
      { serverAddress: 'https://old.example', apiAddress: api, hasMetadata: false },
    ]);
  });

  test.each([
    ['it does not register the app', '', notFound()],
    ['the user has a client ID, which confirms nothing', 'typed', json({ client_id: 'x' }, 201)],
  ])('is no server where %s (O20)', async (_, clientId, registration) => {
    const world = await given({}, answer(registration));
    const added = await world.own.add({ ...draft, serverAddress: api, clientId });
    expect(added).toMatchObject({ failure: { code: 'server_not_oauth' } });
    expect(await world.kept()).toEqual([]);
  });
});

describe('stored', () => {
  test('a server by its address, under its own issuer', async () => {
    const world = await given();
    const added = await world.own.add({
      ...draft,
      serverAddress: 'login.example/',
      scopes: ' a  b ',
    });
    expect(added).toMatchObject({ ok: true, value: { kind: 'added' } });
    expect(await world.kept()).toMatchObject([
      { serverAddress: issuer, name: 'login.example', clientId: 'lanyard', scopes: ['a', 'b'] },
    ]);
  });

  test('without a client ID the app registers itself, with both redirect URIs', async () => {
    const world = await given({ registration_endpoint: `${issuer}/register` }, ({ path }) =>
      path === '/register' ? json({ client_id: 'given' }, 201) : notFound(),
    );
    await world.own.add({ ...draft, clientId: '' });
    const [kept] = await world.kept();
    expect(kept).toMatchObject({ clientId: 'given' });
    if (kept?.kind !== 'address') throw new Error('not kept');
    expect(kept.registered?.redirectUris).toEqual([
      `app.lanyard.desktop:/callback/${kept.id}`,
      `http://127.0.0.1/callback/${kept.id}`,
    ]);
  });

  test('removing a service deletes the app’s own registration at the server', async () => {
    const world = await given({ registration_endpoint: `${issuer}/register` }, ({ method }) =>
      method === 'DELETE'
        ? new Response(null, { status: 204 })
        : json(
            {
              client_id: 'given',
              registration_access_token: 'S3CR3T',
              registration_client_uri: `${issuer}/register/given`,
            },
            201,
          ),
    );
    await world.own.add({ ...draft, clientId: '' });
    const [kept] = await world.kept();
    await world.own.remove(kept?.id ?? '');
    expect(await world.kept()).toEqual([]);
    await expect.poll(() => world.server.received.at(-1)?.method).toBe('DELETE');
  });

  test('a client ID for a service that ships without one', async () => {
    const world = await given();
    const asked = { serviceId: 'github', clientId: ' mine ', clientSecret: '', variables: {} };
    expect(await world.own.setUp(asked)).toEqual({ ok: true, value: { serviceId: 'github' } });
    expect(await world.kept()).toMatchObject([
      {
        kind: 'registration',
        id: 'github',
        registration: { clientId: 'mine', clientSecret: null },
      },
    ]);
    await world.own.setUp({ ...asked, usesDeviceCode: true });
    expect(await world.kept()).toMatchObject([{ registration: { usesDeviceCode: true } }]);
    await world.own.setUp(asked);
    expect(await world.kept()).not.toMatchObject([{ registration: { usesDeviceCode: true } }]);
  });
});

describe('set up again', () => {
  test('a self-hosted service keeps its server and gets the new client', async () => {
    const world = await given();
    const asked = { clientSecret: '', variables: { host: 'git.example' } };
    await world.own.setUp({ ...asked, serviceId: 'gitea', clientId: 'old' });
    await world.own.setUp({
      serviceId: 'gitea-git-example',
      clientId: 'new',
      clientSecret: '',
      variables: {},
    });
    expect(await world.kept()).toMatchObject([
      { registration: { serviceId: 'gitea', clientId: 'new', variables: { host: 'git.example' } } },
    ]);
  });
});

describe('what a newer version stored is not overwritten', () => {
  const asked = { serviceId: 'github', clientId: 'mine', clientSecret: '', variables: {} };
  const newer = { ok: false, failure: { code: 'newer_version' } };
  const unknownKind = (id: string) =>
    Object.assign(new UnknownValue({ kind: 'broker', id, broker: 'b' }), { id });

  test('a service of an unknown kind refuses to be set up', async () => {
    const world = await given();
    await world.plant(unknownKind('github'));
    expect(await world.own.setUp(asked)).toMatchObject(newer);
    await expect(world.stored('github')).rejects.toMatchObject({ kind: 'newer_version' });
  });

  test('nor does it show redirect URIs that it may not have', async () => {
    const world = await given();
    await world.plant(unknownKind('github'));
    const uris = await world.own.redirectUris({ ...asked, kind: 'service' });
    expect(uris).toMatchObject(newer);
  });

  test('a server with an unknown way back refuses to be added, before the app registers itself', async () => {
    const world = await given(registering, registrar());
    await world.own.add(draft);
    const [kept] = await world.kept();
    if (kept === undefined) throw new Error('not kept');
    await world.plant({ ...kept, signInMethod: new UnknownValue('passkey') });
    expect(await world.own.add({ ...draft, clientId: '' })).toMatchObject(newer);
    expect(world.server.received.filter(({ path }) => path === '/register')).toEqual([]);
    await expect(world.stored(kept.id)).rejects.toMatchObject({ kind: 'newer_version' });
  });

  test('unknown members stay when a server is added again', async () => {
    const world = await given();
    await world.own.add(draft);
    const [kept] = await world.kept();
    await world.plant({ ...kept, colour: 'green' });
    await world.own.add({ ...draft, clientId: 'other' });
    expect(await world.kept()).toEqual([{ ...kept, clientId: 'other', colour: 'green' }]);
  });

  test('unknown members stay when a service is set up again', async () => {
    const world = await given();
    const registration = { ...asked, clientSecret: null, note: 'from a newer version' };
    await world.plant({ kind: 'registration', id: 'github', registration, colour: 'green' });
    await world.own.setUp({ ...asked, clientId: 'other' });
    expect(await world.kept()).toEqual([
      {
        kind: 'registration',
        id: 'github',
        registration: { ...registration, clientId: 'other' },
        colour: 'green',
      },
    ]);
  });
});

describe('the app’s own registration', () => {
  test.each([
    ['the app registering itself again', '', 2],
    ['a typed client ID', 'mine', 1],
  ])('is not forgotten for %s: removing the service deletes it', async (_what, clientId, made) => {
    const world = await given(registering, registrar());
    await world.own.add({ ...draft, clientId: '' });
    await world.own.add({ ...draft, clientId });
    const [kept] = await world.kept();
    expect(kept).toMatchObject({
      clientId: clientId || 'given-2',
      earlierRegistrations: [{ clientId: 'given-1', registrationAccessToken: 'token-given-1' }],
    });
    await world.own.remove(kept?.id ?? '');
    const deleted = () => world.server.received.filter(({ method }) => method === 'DELETE').length;
    await expect.poll(deleted).toBe(made);
  });
});

describe('an API that names its servers', () => {
  const api = 'https://api.example/notes';
  const naming =
    (authorization_servers: string[]) =>
    ({ url }: ReceivedRequest) =>
      url === 'https://api.example/.well-known/oauth-protected-resource/notes'
        ? json({ resource: api, authorization_servers })
        : notFound();

  test('uses the one server it names, and the tokens are for that API (O20)', async () => {
    const world = await given({}, naming([issuer]));
    await world.own.add({ ...draft, serverAddress: api });
    expect(await world.kept()).toMatchObject([
      { serverAddress: issuer, resource: api, name: 'api.example' },
    ]);
  });

  test.each([api, 'https://api.example/.well-known/oauth-protected-resource/notes'])(
    'is stored by its own address, with the redirect URI that was shown for the typed one: %s (O5)',
    async (serverAddress) => {
      const world = await given({}, naming([issuer]));
      const shown = await world.own.redirectUris({
        kind: 'address',
        serverAddress,
        chosenIssuer: null,
      });
      const added = await world.own.add({ ...draft, serverAddress });
      const id = added.ok && added.value.kind === 'added' ? added.value.serviceId : '';
      expect(shown).toMatchObject({ value: { appLink: `app.lanyard.desktop:/callback/${id}` } });
      expect(await world.kept()).toMatchObject([{ resource: api, apiAddress: api }]);
    },
  );

  test('is stored beside its server, and beside another API of that server', async () => {
    const other = 'https://other-api.example/notes';
    const world = await given({}, (request) =>
      request.url.startsWith('https://other-api.example/.well-known/oauth-protected-resource')
        ? json({ resource: other, authorization_servers: [issuer] })
        : naming([issuer])(request),
    );
    for (const serverAddress of [issuer, api, other]) {
      expect(await world.own.add({ ...draft, serverAddress })).toMatchObject({ ok: true });
    }
    expect(await world.kept()).toHaveLength(3);
  });

  test('has a redirect URI of its own for each server it trusts (O5)', async () => {
    const issuers = [issuer, `${issuer}/second`];
    const world = await given({}, (request) =>
      request.url.startsWith(`${issuer}/second`) || request.url.endsWith('/second')
        ? json({ ...metadata, issuer: `${issuer}/second` })
        : naming(issuers)(request),
    );
    for (const chosenIssuer of issuers) {
      const added = await world.own.add({ ...draft, serverAddress: api, chosenIssuer });
      expect(added).toMatchObject({ ok: true });
    }
    expect(await world.kept()).toHaveLength(2);
  });

  test('lets the person choose among several (H34)', async () => {
    const world = await given({}, naming([issuer, 'https://other.example']));
    const asked = { ...draft, serverAddress: api };
    expect(await world.own.add(asked)).toEqual({
      ok: true,
      value: { kind: 'choose_server', issuers: [issuer, 'https://other.example'] },
    });
    expect(await world.kept()).toEqual([]);
    await world.own.add({ ...asked, chosenIssuer: issuer });
    expect(await world.kept()).toMatchObject([{ serverAddress: issuer, resource: api }]);
  });
});

describe('the form for a new app', () => {
  test.each([
    ['no address', {}],
    ['an address that is none', { host: 'git example' }],
  ])('is not known with %s', async (_what, variables) => {
    const world = await given();
    const service = await world.own.serviceOf({ serviceId: 'gitea', variables });
    expect(service).toMatchObject({ ok: false, failure: { code: 'server_address_invalid' } });
    expect(world.server.received).toEqual([]);
  });

  test('is that of the service', async () => {
    const world = await given();
    const service = await world.own.serviceOf({ serviceId: 'github', variables: {} });
    expect(service).toMatchObject({ ok: true, value: { registerUrl: `${issuer}/apps/new` } });
  });
});

describe('the redirect URIs to register', () => {
  const typed = { kind: 'address', chosenIssuer: null } as const;

  test.each([
    ['an API', 'no address', null],
    ['the server chosen for it', 'https://api.example', 'no address'],
  ])('do not exist where %s is no address', async (_what, serverAddress, chosenIssuer) => {
    const world = await given();
    const uris = await world.own.redirectUris({ kind: 'address', serverAddress, chosenIssuer });
    expect(uris).toMatchObject({ ok: false, failure: { code: 'server_address_invalid' } });
  });

  test('of an API with several servers: those of the chosen one, as they will be sent (O5)', async () => {
    const world = await given({}, ({ url }) =>
      url.includes('oauth-protected-resource')
        ? json({
            resource: 'https://api.example',
            authorization_servers: [issuer, 'https://other.example'],
          })
        : notFound(),
    );
    const serverAddress = 'https://api.example';
    const of = (chosenIssuer: string) =>
      world.own.redirectUris({ kind: 'address', serverAddress, chosenIssuer });
    const chosen = await of(issuer);
    expect(chosen).not.toEqual(await of('https://other.example'));
    expect(chosen).not.toEqual(await world.own.redirectUris({ ...typed, serverAddress }));
    await world.own.add({ ...draft, serverAddress, chosenIssuer: issuer });
    const [kept] = await world.kept();
    expect(chosen).toMatchObject({
      value: { appLink: `app.lanyard.desktop:/callback/${kept?.id ?? ''}` },
    });
  });

  test('of a typed server: stable, its own, for both methods (O5)', async () => {
    const world = await given();
    const one = await world.own.redirectUris({ ...typed, serverAddress: issuer });
    const again = await world.own.redirectUris({ ...typed, serverAddress: `${issuer}/` });
    expect(one).toEqual(again);
    expect(one).toMatchObject({
      value: {
        appLink: expect.stringMatching(
          /^app\.lanyard\.desktop:\/callback\/login-example-/,
        ) as string,
        localAddress: expect.stringMatching(/^http:\/\/127\.0\.0\.1\/callback\//) as string,
      },
    });
  });

  test('of a service that requires a host name and a port for this computer', async () => {
    const world = await given();
    const uris = await world.own.redirectUris({
      kind: 'service',
      serviceId: 'github',
      variables: {},
    });
    expect(uris).toMatchObject({
      value: { localAddress: 'http://localhost:34106/callback/github' },
    });
  });
});
